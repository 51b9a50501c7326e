package dev.postroom.imap.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.config.TestCertificates;
import dev.postroom.imap.tls.TlsContext.TlsIdentities;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both engines do the same; the JDK's is in use only where BoringSSL is not. */
class EnginesTest {

  private static final String ENGINES =
      """
      OPENSSL, TLSv1.3
      OPENSSL, TLSv1.2
      JDK,     TLSv1.3
      JDK,     TLSv1.2
      """;

  @TempDir private static Path scratch;
  private static CertifiedKey byDefault;
  private static CertifiedKey named;
  private static CertifiedKey anna;

  @BeforeAll
  static void makeCertificates() throws Exception {
    byDefault = TestCertificates.certified(scratch, "one");
    named = TestCertificates.certified(scratch, "two");
    anna = TestCertificates.certified(scratch, "anna");
  }

  @ParameterizedTest
  @CsvSource(textBlock = ENGINES)
  void theNameThatIsAskedForChoosesTheCertificate(SslProvider engine, String version)
      throws Exception {
    ServerTls tls = tls(engine, ClientVerification.NONE);
    SslContext client = client(version).build();

    assertThat(connect(tls, client, "mail.example.org"))
        .contains(new TlsIdentities(named.certificate(), Optional.empty()));
    assertThat(connect(tls, client, "mail.example.com"))
        .contains(new TlsIdentities(byDefault.certificate(), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(textBlock = ENGINES)
  void whoeverComesBackIsKnownByTheSameCertificates(SslProvider engine, String version)
      throws Exception {
    ServerTls tls = tls(engine, required());
    SslContext client = client(version).keyManager(anna.key(), anna.certificate()).build();

    for (int times = 0; times < 3; times++) {
      assertThat(connect(tls, client, "mail.example.org"))
          .contains(new TlsIdentities(named.certificate(), Optional.of(anna.certificate())));
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = ENGINES)
  void nobodyComesInWithoutTheCertificateThatIsRequired(SslProvider engine, String version)
      throws Exception {
    ServerTls tls = tls(engine, required());
    SslContext stranger = client(version).keyManager(named.key(), named.certificate()).build();

    assertThat(connect(tls, client(version).build(), "mail.example.org")).isEmpty();
    assertThat(connect(tls, stranger, "mail.example.org")).isEmpty();
  }

  private static ClientVerification required() {
    return new ClientVerification(
        ClientVerification.Level.REQUIREPEER, List.of(anna.certificate()));
  }

  private static ServerTls tls(SslProvider engine, ClientVerification clients) throws SSLException {
    var certificates = new Certificates(byDefault, Map.of("mail.example.org", named), Map.of());
    TlsPolicy policy = TestTls.policy(certificates, clients);
    return new ServerTls(policy, new TicketKeys(Clock.systemUTC(), new SecureRandom()), engine);
  }

  private static SslContextBuilder client(String version) {
    return SslContextBuilder.forClient()
        .sslProvider(SslProvider.JDK)
        .protocols(version)
        .trustManager(InsecureTrustManagerFactory.INSTANCE);
  }

  /** What the server knows when both sides can talk; empty when they cannot. */
  private static Optional<TlsIdentities> connect(ServerTls tls, SslContext context, String name) {
    EmbeddedChannel server = new EmbeddedChannel();
    TlsContext here = tls.at(InetAddress.getLoopbackAddress());
    SslHandler serverSide = here.newHandler(server.alloc());
    server.pipeline().addLast(serverSide);
    EmbeddedChannel client = new EmbeddedChannel();
    client.pipeline().addLast(context.newHandler(client.alloc(), name, 993));
    try {
      exchange(client, server);
      if (!serverSide.handshakeFuture().isSuccess()) {
        return Optional.empty();
      }
      server.writeOutbound(Unpooled.copiedBuffer("* OK", StandardCharsets.US_ASCII));
      exchange(client, server);
      assertThat(client.<ByteBuf>readInbound().toString(StandardCharsets.US_ASCII))
          .isEqualTo("* OK");
      return Optional.of(here.identities(serverSide));
    } catch (Exception e) {
      // How embedded channels tell of a handshake that failed.
      assertThat(e).hasRootCauseInstanceOf(SSLException.class);
      return Optional.empty();
    } finally {
      client.finishAndReleaseAll();
      server.finishAndReleaseAll();
    }
  }

  private static void exchange(EmbeddedChannel client, EmbeddedChannel server) {
    boolean any = true;
    while (any) {
      any = pass(client, server) | pass(server, client);
    }
  }

  private static boolean pass(EmbeddedChannel from, EmbeddedChannel to) {
    Object message = from.readOutbound();
    if (message == null) {
      return false;
    }
    to.writeInbound(message);
    return true;
  }
}
