package dev.postroom.imap.auth.ldap;

import com.unboundid.ldap.sdk.FailoverServerSet;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import com.unboundid.util.ssl.JVMDefaultTrustManager;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import com.unboundid.util.ssl.TrustAllTrustManager;
import dev.postroom.imap.auth.authlib.AuthlibFile;
import java.io.File;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.SocketFactory;
import javax.net.ssl.TrustManager;

/**
 * The servers of LDAP_URI, of which the first that can be reached is asked, and how they are
 * trusted.
 *
 * @param uris {@code ldap} and {@code ldaps}
 * @param startTls LDAP_TLS: whether {@code ldap} connections are encrypted by STARTTLS
 * @param authorities LDAPTLS_CACERT: whose certificates are believed; empty for those that Java
 *     believes
 * @param verified whether certificates are looked at: LDAPTLS_REQCERT is neither never nor allow
 * @param timeout LDAP_TIMEOUT, for a connection and for an answer
 */
record LdapServers(
    List<String> uris,
    boolean startTls,
    Optional<Path> authorities,
    boolean verified,
    Duration timeout) {

  private static final int DEFAULT_TIMEOUT_SECONDS = 5;

  LdapServers {
    uris = List.copyOf(uris);
  }

  /**
   * @param tls the variables LDAPTLS_… of authdaemonrc
   * @param files finds files that are named
   */
  static LdapServers of(AuthlibFile file, Map<String, String> tls, UnaryOperator<Path> files) {
    List<String> uris = List.of(file.required("LDAP_URI").split("[,\\s]+"));
    for (String uri : uris) {
      if (!isServer(uri)) {
        throw file.refuse("LDAP_URI", "is not ldap://host or ldaps://host, divided by commas");
      }
    }
    LdapServers servers =
        new LdapServers(
            uris,
            file.flag("LDAP_TLS"),
            Optional.ofNullable(tls.get("LDAPTLS_CACERT")).map(Path::of).map(files),
            !List.of("never", "allow").contains(tls.getOrDefault("LDAPTLS_REQCERT", "demand")),
            Duration.ofSeconds(
                Math.max(1, file.number("LDAP_TIMEOUT").orElse(DEFAULT_TIMEOUT_SECONDS))));
    try {
      servers.trustManager();
    } catch (KeyStoreException e) {
      throw file.refuse(
          "LDAP_URI", "cannot be trusted: LDAPTLS_CACERT in authdaemonrc names no certificates");
    }
    return servers;
  }

  private static boolean isServer(String uri) {
    try {
      LDAPURL url = new LDAPURL(uri);
      return url.hostProvided() && List.of("ldap", "ldaps").contains(url.getScheme());
    } catch (LDAPException e) {
      return false;
    }
  }

  private TrustManager trustManager() throws KeyStoreException {
    if (!verified) {
      return new TrustAllTrustManager();
    }
    return authorities.isPresent()
        ? new PEMFileTrustManager(new File(authorities.get().toString()))
        : JVMDefaultTrustManager.getInstance();
  }

  ServerSet connect() {
    try {
      List<ServerSet> sets = new ArrayList<>();
      for (String uri : uris) {
        LDAPURL url = new LDAPURL(uri);
        SocketFactory sockets =
            url.getScheme().equals("ldaps")
                ? tls().createSSLSocketFactory()
                : SocketFactory.getDefault();
        sets.add(new SingleServerSet(url.getHost(), url.getPort(), sockets, options()));
      }
      return new FailoverServerSet(sets);
    } catch (LDAPException | GeneralSecurityException e) {
      throw new IllegalStateException("This was looked at when the file was read", e);
    }
  }

  /** What is done with each new connection before anything is asked; null for nothing. */
  PostConnectProcessor encryption() {
    if (!startTls) {
      return null;
    }
    try {
      return new StartTlsUnlessEncrypted(
          new StartTLSPostConnectProcessor(tls().createSSLContext()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This was looked at when the file was read", e);
    }
  }

  /** A server may be named by {@code ldaps} beside others that want STARTTLS, and refuses it. */
  private record StartTlsUnlessEncrypted(PostConnectProcessor startTls)
      implements PostConnectProcessor {

    @Override
    public void processPreAuthenticatedConnection(LDAPConnection connection) throws LDAPException {
      if (connection.getSSLSession() == null) {
        startTls.processPreAuthenticatedConnection(connection);
      }
    }

    @Override
    public void processPostAuthenticatedConnection(LDAPConnection connection) {
      // Encrypted since before it authenticated.
    }
  }

  private SSLUtil tls() throws KeyStoreException {
    return new SSLUtil(trustManager());
  }

  private LDAPConnectionOptions options() {
    var options = new LDAPConnectionOptions();
    options.setConnectTimeoutMillis((int) timeout.toMillis());
    options.setResponseTimeoutMillis(timeout.toMillis());
    options.setAbandonOnTimeout(true);
    if (verified) {
      options.setSSLSocketVerifier(new CertificateHost());
    }
    return options;
  }
}
