package dev.postroom.imap.auth.sasl;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code client-final-message} (RFC 5802 section 7).
 *
 * @param binding header and channel, in base64
 * @param nonce both parts of it
 * @param withoutProof {@code client-final-message-without-proof}, as it was sent
 */
record ScramClientFinal(String binding, String nonce, String withoutProof, byte[] proof) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?<unproven>c=(?<binding>[^,]+),r=(?<nonce>[^,]+)(,[A-Za-z]=[^,]+)*),p=(?<proof>[^,]+)");

  static ScramClientFinal parse(String message) throws ScramSyntaxException {
    Matcher form = FORM.matcher(message);
    if (!form.matches()) {
      throw new ScramSyntaxException("it is no client-final-message that is understood here");
    }
    byte[] proof =
        SaslBase64.decode(form.group("proof"))
            .orElseThrow(() -> new ScramSyntaxException("the proof is no base64"));
    return new ScramClientFinal(
        form.group("binding"), form.group("nonce"), form.group("unproven"), proof);
  }
}
