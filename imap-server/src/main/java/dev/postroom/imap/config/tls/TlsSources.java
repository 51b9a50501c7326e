package dev.postroom.imap.config.tls;

import java.nio.file.Path;
import java.util.List;

/** What reading TLS needs of whoever reads the whole configuration; all it asks for is watched. */
public interface TlsSources {

  /** Where the path of a variable leads. */
  Path locate(Path path);

  /**
   * The files beside a located one whose names are its name, a dot, and something more; in no order
   * that matters.
   */
  List<Path> variants(Path located);

  /** Tells the administrator of something odd that does no harm. */
  void remark(String remark);
}
