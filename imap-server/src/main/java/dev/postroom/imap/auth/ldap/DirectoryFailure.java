package dev.postroom.imap.auth.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Why a directory did not answer, in words for whoever runs the server. */
final class DirectoryFailure {

  private DirectoryFailure() {}

  /** A certificate is a matter of configuration, and so the text says of which. */
  static String reason(LDAPException failure) {
    return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(DirectoryFailure::isAboutACertificate)
        .reduce((outer, inner) -> inner)
        .map(
            cause ->
                "the directory's certificate is not believed; LDAPTLS_CACERT in authdaemonrc must"
                    + " name the file of the authorities that sign it, and LDAP_URI the host as"
                    + " the certificate does: "
                    + cause.getMessage())
        .orElse(failure.getMessage());
  }

  private static boolean isAboutACertificate(Throwable cause) {
    return cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException;
  }
}
