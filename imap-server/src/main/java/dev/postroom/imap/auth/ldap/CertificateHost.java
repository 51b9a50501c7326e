package dev.postroom.imap.auth.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.SSLSocketVerifier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * Refuses certificates that are for another host than LDAP_URI names. The library's own check,
 * which lets an address of this machine pass, made to fail with what tells it from other failures.
 */
final class CertificateHost extends SSLSocketVerifier {

  private final SSLSocketVerifier names = new HostNameSSLSocketVerifier(true);

  @Override
  public void verifySSLSocket(String host, int port, SSLSocket socket) throws LDAPException {
    try {
      names.verifySSLSocket(host, port, socket);
    } catch (LDAPException e) {
      var reason = new SSLPeerUnverifiedException(e.getMessage());
      reason.initCause(e);
      throw new LDAPException(e.getResultCode(), e.getMessage(), reason);
    }
  }
}
