package dev.postroom.imap.auth.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * LOGIN, which no RFC defines (draft-murchison-sasl-login): the name is asked for, then the
 * password. A name may come with the command.
 */
public final class LoginExchange implements SaslExchange {

  private static final String USER = "Username:";
  private static final String PASSWORD = "Password:";

  private String user;

  @Override
  public Step begin(Optional<byte[]> initialResponse) {
    return initialResponse.map(this::respond).orElseGet(() -> challenge(USER));
  }

  @Override
  public Step respond(byte[] response) {
    Optional<String> text = Utf8.decode(response);
    if (text.isEmpty() || text.get().indexOf('\0') >= 0) {
      return new Step.Malformed("This is no text in UTF-8.");
    }
    if (user == null) {
      if (text.get().isEmpty()) {
        return new Step.Malformed("A name is needed.");
      }
      user = text.get();
      return challenge(PASSWORD);
    }
    return new Step.Password(user, text.get().toCharArray());
  }

  private static Step challenge(String text) {
    return new Step.Challenge(text.getBytes(StandardCharsets.US_ASCII));
  }
}
