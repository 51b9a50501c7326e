package dev.postroom.imap.auth.sasl;

import com.ongres.saslprep.SASLprep;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code client-first-message} (RFC 5802 section 7).
 *
 * @param header {@code gs2-header}, as it was sent
 * @param bindingType the channel binding that the client uses, if any
 * @param couldBind whether the client would bind to the channel, had the server said that it can
 * @param authzid for whom the client wants to act
 * @param bare {@code client-first-message-bare}, as it was sent
 * @param user by SASLprep
 * @param nonce the client's part of it
 */
record ScramClientFirst(
    String header,
    Optional<String> bindingType,
    boolean couldBind,
    Optional<String> authzid,
    String bare,
    String user,
    String nonce) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?<header>(?<flag>n|y|p=(?<type>[A-Za-z0-9.-]+)),(a=(?<authzid>[^,]+))?,)"
              + "(?<bare>n=(?<user>[^,]+),r=(?<nonce>[!-+\\x2d-~]+)(,[A-Za-z]=[^,]+)*)");

  private static final Pattern ESCAPE = Pattern.compile("=(2C|3D)?");

  static ScramClientFirst parse(String message) throws ScramSyntaxException {
    Matcher form = FORM.matcher(message);
    if (!form.matches()) {
      throw new ScramSyntaxException("it is no client-first-message that is understood here");
    }
    Optional<String> authzid = Optional.empty();
    if (form.group("authzid") != null) {
      authzid = Optional.of(name(form.group("authzid")));
    }
    return new ScramClientFirst(
        form.group("header"),
        Optional.ofNullable(form.group("type")),
        form.group("flag").equals("y"),
        authzid,
        form.group("bare"),
        name(form.group("user")),
        form.group("nonce"));
  }

  /** {@code saslname}: comma and equals sign are written as {@code =2C} and {@code =3D}. */
  private static String name(String text) throws ScramSyntaxException {
    var name = new StringBuilder();
    Matcher escape = ESCAPE.matcher(text);
    while (escape.find()) {
      if (escape.group(1) == null) {
        throw new ScramSyntaxException("a name holds a bare =");
      }
      escape.appendReplacement(name, escape.group(1).equals("2C") ? "," : "=");
    }
    escape.appendTail(name);
    try {
      return new SASLprep().prepareQuery(name.toString());
    } catch (IllegalArgumentException prohibited) {
      throw new ScramSyntaxException("SASLprep (RFC 4013) forbids the name");
    }
  }
}
