package dev.postroom.operator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The operator's own settings. */
@ConfigMapping(prefix = "postroom")
public interface OperatorSettings {

  /** Image of servers that name none. */
  @WithDefault("postroom/imap-server:0.1.0")
  String serverImage();
}
