package dev.postroom.imap;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets every {@code await()} wait for a minute, instead of Awaitility's ten seconds: on a machine
 * that has other work as well ten seconds pass with nothing wrong. JUnit finds this by itself.
 */
public final class GenerousDeadline implements BeforeAllCallback {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(DEADLINE);
  }
}
