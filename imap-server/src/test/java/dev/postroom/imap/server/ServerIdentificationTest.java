package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerIdentificationTest {

  private static final ServerIdentification SERVER =
      new ServerIdentification(Optional.of("1.2"), "Linux", "6.1");

  @Test
  void tellsTheNameAndWhatTheBitsOfImapIdFieldsSay() {
    assertThat(SERVER.told(0)).hasToString("{name=Postroom}");
    assertThat(SERVER.told(1)).hasToString("{name=Postroom, version=1.2}");
    assertThat(SERVER.told(2)).hasToString("{name=Postroom, os=Linux}");
    assertThat(SERVER.told(4)).hasToString("{name=Postroom, os-version=6.1}");
    assertThat(SERVER.told(7))
        .hasToString("{name=Postroom, version=1.2, os=Linux, os-version=6.1}");
  }

  @Test
  void tellsNoVersionThatItDoesNotKnow() {
    assertThat(new ServerIdentification(Optional.empty(), "Linux", "6.1").told(3))
        .hasToString("{name=Postroom, os=Linux}");
  }
}
