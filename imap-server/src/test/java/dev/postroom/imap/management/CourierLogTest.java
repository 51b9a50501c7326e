package dev.postroom.imap.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.Peer.LimitSource;
import dev.postroom.imap.admission.AddressBlock;
import dev.postroom.imap.admission.AddressRules.Rule;
import dev.postroom.imap.admission.AddressRules.ServerRules;
import dev.postroom.imap.admission.Decision.AddressDenied;
import dev.postroom.imap.admission.Decision.AddressFull;
import dev.postroom.imap.admission.Decision.Admitted;
import dev.postroom.imap.admission.Decision.ProxyRefused;
import dev.postroom.imap.admission.Decision.ProxyRefused.Problem;
import dev.postroom.imap.admission.Decision.ServerFull;
import dev.postroom.imap.admission.PeerAddress;
import dev.postroom.imap.admission.UnauthenticatedRules;
import dev.postroom.imap.auth.Account;
import dev.postroom.imap.net.Listener;
import dev.postroom.imap.session.Connection;
import dev.postroom.imap.session.SessionEvents.ClientField;
import dev.postroom.imap.session.SessionEvents.Ending;
import dev.postroom.imap.session.SessionEvents.Traffic;
import dev.postroom.testing.ManualClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CourierLogTest {

  private static final InetSocketAddress FROM = new InetSocketAddress("203.0.113.7", 50123);
  private static final Account ANNA = Account.at("anna", Path.of("/a"));

  private final ManualClock clock = new ManualClock();
  private final CourierLog log =
      new CourierLog(
          Listener.IMAP,
          () -> new ServerRules(40, 35, 40, 64, UnauthenticatedRules.DEFAULTS),
          clock);
  private final Logger logger = Logger.getLogger("imapd");
  private final Lines lines = new Lines();

  @BeforeEach
  void listen() {
    logger.setLevel(Level.ALL);
    logger.setUseParentHandlers(false);
    logger.addHandler(lines);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(lines);
    logger.setUseParentHandlers(true);
    logger.setLevel(null);
  }

  @Test
  void aSessionIsLoggedInCouriersWords() {
    Connection plain = new Here(false);
    Connection encrypted = new Here(true);

    log.admitted(FROM, new Admitted(null, 1, 1));
    log.loginFailed(plain, "anna", "");
    log.loginFailed(plain, "anna", "PLAIN");
    log.loggedIn(plain, ANNA, "LOGIN");
    log.loggedIn(encrypted, ANNA, "PLAIN");
    log.expunged(plain, ANNA, Path.of(".Sent/cur/1.x:2,T"), false);
    log.expunged(plain, ANNA, Path.of("/b/Maildir/cur/\n1.x:2,T"), true);
    log.ended(plain, null, Ending.DISCONNECTED, new Traffic(0, 0, 1, 2, 3));
    log.ended(plain, ANNA, Ending.LOGOUT, new Traffic(1, 2, 3, 4, 5));
    log.ended(encrypted, ANNA, Ending.DISCONNECTED, new Traffic(1, 2, 3, 4, 5));
    log.ended(plain, ANNA, Ending.TIMEOUT, new Traffic(1, 2, 3, 4, 5));
    log.ended(plain, ANNA, Ending.SHUTDOWN, new Traffic(1, 2, 3, 4, 5));

    assertThat(lines.all)
        .containsExactly(
            "DEBUG: Connection, ip=[::ffff:203.0.113.7], port=[50123]",
            "INFO: LOGIN FAILED, user=anna, ip=[::ffff:203.0.113.7], port=[50123]",
            "INFO: LOGIN FAILED, method=PLAIN, ip=[::ffff:203.0.113.7], port=[50123]",
            "INFO: LOGIN, user=anna, ip=[::ffff:203.0.113.7], port=[50123], protocol=IMAP",
            "INFO: LOGIN, user=anna, ip=[::ffff:203.0.113.7], port=[50123], protocol=IMAP, starttls=1",
            "INFO: EXPUNGED, user=anna, ip=[::ffff:203.0.113.7], port=[50123], old_name=./.Sent/cur/1.x:2,T",
            "INFO: EXPUNGED, user=anna, ip=[::ffff:203.0.113.7], port=[50123], old_name=/b/Maildir/cur/?1.x:2,T, moved to Trash",
            "DEBUG: Disconnected, ip=[::ffff:203.0.113.7], port=[50123], time=3",
            "INFO: LOGOUT, user=anna, ip=[::ffff:203.0.113.7], port=[50123], headers=1, body=2, rcvd=3, sent=4, time=5",
            "INFO: DISCONNECTED, user=anna, ip=[::ffff:203.0.113.7], port=[50123], headers=1, body=2, rcvd=3, sent=4, time=5, starttls=1",
            "INFO: TIMEOUT, user=anna, ip=[::ffff:203.0.113.7], port=[50123], headers=1, body=2, rcvd=3, sent=4, time=5",
            "NOTICE: Disconnected during shutdown by signal, user=anna, ip=[::ffff:203.0.113.7], port=[50123], headers=1, body=2, rcvd=3, sent=4, time=5");
  }

  @Test
  void everyRefusalBecauseOfTheLimitIsALineOfItsOwn() {
    Rule.Limit limit = new Rule.Limit(4, LimitSource.MAXPERIP);
    AddressFull full = new AddressFull(block("203.0.113.7", 64), 4, limit);

    log.refused(FROM, full);
    log.refused(FROM, full);
    log.refused(FROM, new AddressFull(block("2001:db8::7", 128), 4, limit));
    log.refused(FROM, new AddressFull(block("2001:db8:1:2::7", 64), 4, limit));

    assertThat(lines.all)
        .containsExactly(
            "ALERT: Maximum connection limit reached for ::ffff:203.0.113.7",
            "ALERT: Maximum connection limit reached for ::ffff:203.0.113.7",
            "ALERT: Maximum connection limit reached for 2001:db8::7",
            "ALERT: Maximum connection limit reached for 2001:db8:1:2::/64");
  }

  @Test
  void aFloodOfRefusalsIsCutOffEachMinuteAndCounted() {
    AddressFull full =
        new AddressFull(block("203.0.113.7", 64), 4, new Rule.Limit(4, LimitSource.MAXPERIP));

    for (int i = 0; i < LineBudget.LINES + 500; i++) {
      log.refused(FROM, full);
    }
    assertThat(lines.all).hasSize(LineBudget.LINES);
    clock.advance(Duration.ofMinutes(1));
    log.refused(FROM, full);
    log.refused(FROM, full);

    assertThat(lines.all.subList(LineBudget.LINES, lines.all.size()))
        .containsExactly(
            "ALERT: Maximum connection limit reached 500 times more",
            "ALERT: Maximum connection limit reached for ::ffff:203.0.113.7",
            "ALERT: Maximum connection limit reached for ::ffff:203.0.113.7");
  }

  private static AddressBlock block(String address, int ipv6Prefix) {
    return AddressBlock.counted(PeerAddress.of(InetAddress.ofLiteral(address)), ipv6Prefix);
  }

  @Test
  void aBalancerThatIsSetUpWronglyIsLoggedOnceAMinute() {
    ProxyRefused refused = new ProxyRefused(Problem.UNTRUSTED, "not among the trusted proxies");

    log.refused(FROM, refused);
    log.refused(FROM, refused);
    clock.advance(Duration.ofSeconds(60));
    log.refused(FROM, refused);

    assertThat(lines.all)
        .containsExactly(
            "ALERT: haproxy: connection from ::ffff:203.0.113.7: not among the trusted proxies",
            "ALERT: haproxy: connection from ::ffff:203.0.113.7: not among the trusted proxies");
  }

  @Test
  void aFullServerIsLoggedOnceAMinute() {
    log.admitted(FROM, new Admitted(null, 1, 34));
    log.admitted(FROM, new Admitted(null, 1, 35));
    log.admitted(FROM, new Admitted(null, 1, 36));
    log.admitted(FROM, new Admitted(null, 1, 40));
    log.refused(FROM, new ServerFull(40));
    clock.advance(Duration.ofSeconds(60));
    log.refused(FROM, new ServerFull(40));

    assertThat(lines.all)
        .filteredOn(line -> !line.startsWith("DEBUG: "))
        .containsExactly(
            "WARN: 35 active connections.",
            "ALERT: 40 maximum active connections.",
            "ALERT: 40 maximum active connections.");
  }

  @Test
  void aDeniedAddressIsNoMatterForTheLogThatFail2banReads() {
    log.refused(FROM, new AddressDenied("imapaccess:3", Optional.empty()));

    assertThat(lines.all)
        .containsExactly("DEBUG: Connection from ::ffff:203.0.113.7 denied by imapaccess:3");
  }

  @Test
  void aClientCannotForgeALine() {
    log.loginFailed(new Here(false), "x\r\nINFO: LOGIN, user=" + "y".repeat(1000), "");

    assertThat(lines.all)
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .startsWith("INFO: LOGIN FAILED, user=x??INFO: LOGIN, user=yyy")
                    .hasSizeLessThan(400));
  }

  @Test
  void whatAClientSaysOfItselfIsLoggedOnOneLine() {
    log.identified(
        new Here(true),
        ANNA,
        List.of(new ClientField("name", "mu\r\ntt %s"), new ClientField("os", "")));

    assertThat(lines.all)
        .containsExactly(
            "INFO: ID, user=anna, ip=[::ffff:203.0.113.7], port=[50123], name=mu??tt %s, os=");
  }

  private static final class Lines extends Handler {
    private final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord record) {
      all.add(
          record.getParameters() == null
              ? record.getMessage()
              : String.format(record.getMessage(), record.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** A connection from {@link #FROM}. */
  private record Here(boolean encrypted) implements Connection {

    @Override
    public InetSocketAddress remote() {
      return FROM;
    }

    @Override
    public InetSocketAddress local() {
      return new InetSocketAddress("192.0.2.1", 143);
    }

    @Override
    public boolean canStartTls() {
      return false;
    }

    @Override
    public void write(ByteBuffer bytes) {}

    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}

    @Override
    public void startTls(ByteBuffer answer) {}

    @Override
    public boolean compressed() {
      return false;
    }

    @Override
    public void startCompression(ByteBuffer answer, Supplier<ByteBuffer> behind) {}

    @Override
    public void close() {}
  }
}
