package dev.postroom.imap.auth.sasl;

import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Finds the user's name in a client's certificate, as Courier's TLS_EXTERNAL says where it is. */
final class CertificateName {

  /** What the JDK would write as a number. */
  private static final Map<String, String> OIDS =
      Map.of("1.2.840.113549.1.9.1", "emailAddress", "0.9.2342.19200300.100.1.1", "UID");

  private CertificateName() {}

  /**
   * The value of that part of the subject; of several the one nearest to the person.
   *
   * @param attribute its name in any case, such as {@code emailaddress} or {@code CN}
   */
  static Optional<String> find(X509Certificate certificate, String attribute) {
    String subject = certificate.getSubjectX500Principal().getName("RFC2253", OIDS);
    try {
      return new LdapName(subject)
          .getRdns().reversed().stream()
              .filter(rdn -> rdn.getType().equalsIgnoreCase(attribute))
              .map(Rdn::getValue)
              // What the JDK does not know by name stays encoded, and is nobody's name.
              .filter(String.class::isInstance)
              .map(String.class::cast)
              .filter(name -> !name.isEmpty())
              .findFirst();
    } catch (InvalidNameException e) {
      throw new IllegalStateException("the JDK writes subjects by RFC 2253", e);
    }
  }
}
