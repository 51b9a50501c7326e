package dev.postroom.imap.auth.sasl;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client shows.
 *
 * @param user who it says that it is; empty where it leaves that to the token
 */
record OauthToken(String user, String token) {

  /** {@code n,a=user,^Ahost=…^Aport=…^Aauth=Bearer token^A^A}; of the fields only auth matters. */
  private static final Pattern BEARER =
      Pattern.compile(
          "n,(a=(?<user>[^,\u0001]+))?,\u0001(?<fields>(?:[A-Za-z]+=[^\u0001]*\u0001)++)\u0001");

  private static final Pattern XOAUTH2 =
      Pattern.compile("user=(?<user>[^\u0001]+)\u0001(?<fields>auth=[^\u0001]+\u0001)\u0001");

  /** RFC 6750 section 2.1, {@code b64token}; the scheme in any case. */
  private static final Pattern AUTH =
      Pattern.compile(
          "(?:^|\u0001)auth=Bearer +(?<token>[A-Za-z0-9._~+/-]+=*)\u0001",
          Pattern.CASE_INSENSITIVE);

  static Optional<OauthToken> bearer(String message) {
    return read(BEARER.matcher(message))
        .map(
            shown ->
                new OauthToken(
                    shown.user().replace("=2C", ",").replace("=3D", "="), shown.token()));
  }

  static Optional<OauthToken> xoauth2(String message) {
    return read(XOAUTH2.matcher(message));
  }

  private static Optional<OauthToken> read(Matcher form) {
    if (!form.matches()) {
      return Optional.empty();
    }
    Matcher auth = AUTH.matcher(form.group("fields"));
    String user = form.group("user");
    return auth.find()
        ? Optional.of(new OauthToken(user == null ? "" : user, auth.group("token")))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "OauthToken[" + user + "]";
  }
}
