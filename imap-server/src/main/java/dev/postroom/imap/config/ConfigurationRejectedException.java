package dev.postroom.imap.config;

import dev.postroom.contract.report.ConfigurationState.Rejection;
import java.util.List;
import java.util.stream.Collectors;

/** Files that cannot be honoured; the message has a line for each, with its file and line. */
public final class ConfigurationRejectedException extends Exception {

  private final transient List<Rejection> rejections;

  ConfigurationRejectedException(List<Rejection> rejections) {
    super(
        rejections.stream()
            .map(ConfigurationRejectedException::describe)
            .collect(Collectors.joining("\n")));
    this.rejections = List.copyOf(rejections);
  }

  public List<Rejection> rejections() {
    return rejections;
  }

  private static String describe(Rejection rejection) {
    String place =
        rejection.line() == 0 ? rejection.file() : rejection.file() + ":" + rejection.line();
    return place + ": " + rejection.message();
  }
}
