package dev.postroom.imap.auth.sasl;

/** The JSON that tells a client why its token is refused (RFC 7628 section 3.2.2). */
final class OauthError {

  private OauthError() {}

  static String json(TokenVerifier.Verdict.Invalid invalid) {
    var json = new StringBuilder("{");
    member(json, "status", invalid.status());
    member(json, "scope", invalid.scope());
    member(json, "openid-configuration", invalid.configuration());
    return json.append('}').toString();
  }

  private static void member(StringBuilder json, String name, String value) {
    if (value.isEmpty()) {
      return;
    }
    if (json.length() > 1) {
      json.append(',');
    }
    json.append('"').append(name).append("\":\"");
    // The site's own words; quotes and control characters have no place in them.
    value
        .chars()
        .filter(c -> c >= ' ' && c != '"' && c != '\\')
        .forEach(c -> json.append((char) c));
    json.append('"');
  }
}
