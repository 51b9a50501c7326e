package dev.postroom.imap.server;

import dev.postroom.contract.oauth.TrustedIssuer;
import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.settings.EffectiveSettings;
import dev.postroom.contract.settings.ListenAddress;
import dev.postroom.imap.admission.Admission;
import dev.postroom.imap.auth.Accounts;
import dev.postroom.imap.auth.authdaemon.Authdaemon;
import dev.postroom.imap.auth.oauth.CurrentIssuer;
import dev.postroom.imap.config.Configuration;
import dev.postroom.imap.config.Configuration.ListenerConfiguration;
import dev.postroom.imap.config.ConfigurationRejectedException;
import dev.postroom.imap.config.ConfigurationWatch;
import dev.postroom.imap.config.LiveConfiguration;
import dev.postroom.imap.maildir.MaildirStores;
import dev.postroom.imap.maildir.index.FolderOpenings;
import dev.postroom.imap.maildir.storage.MaildirSettings;
import dev.postroom.imap.management.AddressEvidence;
import dev.postroom.imap.management.CourierLog;
import dev.postroom.imap.management.PeerReports;
import dev.postroom.imap.management.SourceViews;
import dev.postroom.imap.management.TraceFile;
import dev.postroom.imap.management.metrics.ConfigurationMetrics;
import dev.postroom.imap.management.metrics.ServerMetrics;
import dev.postroom.imap.net.DrainTimes;
import dev.postroom.imap.net.Listener;
import dev.postroom.imap.net.ListenerServices;
import dev.postroom.imap.net.Listeners;
import dev.postroom.imap.session.Connection;
import dev.postroom.imap.session.ProtocolTrace;
import dev.postroom.imap.session.SessionServices;
import dev.postroom.imap.session.Timer;
import dev.postroom.imap.session.dialogue.ImapSession;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** An IMAP server that is serving, or was. */
public final class ImapServer implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ImapServer.class);

  private static final int OCTAL = 8;

  private final ServerOptions options;
  private final Clock clock;
  private final ServerMetrics metrics;
  private final LiveConfiguration configuration;
  private final ConfigurationWatch watch;
  private final Admission admission;
  private final SourceViews sources;
  private final PeerReports reports;
  private final Workers workers = new Workers();
  private final Authdaemon authdaemon = new Authdaemon();
  private final Logins logins;
  private final Listeners listeners;
  private final MaildirStores stores;
  private final CountDownLatch hurry = new CountDownLatch(1);
  private volatile boolean accepting;
  private volatile boolean draining;

  private ImapServer(
      ServerOptions options,
      LiveConfiguration configuration,
      MaildirStores stores,
      MeterRegistry registry,
      Clock clock) {
    this.options = options;
    this.configuration = configuration;
    this.stores = stores;
    this.clock = clock;
    this.logins =
        new Logins(
            options,
            workers.hashing(),
            new CurrentIssuer(
                () -> TrustedIssuer.of(configuration.current().imap().settings()),
                options::locate,
                clock),
            clock);
    this.admission = new Admission(clock, options.evidenceWindow());
    this.sources = new SourceViews(options.evidenceWindow(), clock);
    this.reports = new PeerReports(options.name(), admission, sources, configuration, clock);
    this.listeners = new Listeners(admission);
    this.metrics = new ServerMetrics(registry);
    ServerMetrics.register(registry, admission, workers.hashing(), () -> draining);
    ConfigurationMetrics.register(registry, configuration);
    this.watch = new ConfigurationWatch(configuration);
  }

  /**
   * Reads the configuration and listens.
   *
   * @param vertx reads certificates
   * @throws ConfigurationRejectedException when the configuration cannot be honoured
   * @throws IOException when an address cannot be listened on
   */
  public static ImapServer start(
      ServerOptions options, Vertx vertx, MeterRegistry registry, Clock clock)
      throws ConfigurationRejectedException, IOException {
    LiveConfiguration configuration =
        LiveConfiguration.start(options.configuration(), options.root(), vertx, clock);
    FolderOpenings openings = new FolderOpenings();
    MaildirStores stores =
        new MaildirStores(
            () -> maildirSettings(configuration.current().imap().settings(), options.name()),
            clock,
            openings);
    for (FolderOpenings.Source source : FolderOpenings.Source.values()) {
      ServerMetrics.mailboxOpenings(registry, source, openings, each -> each.of(source));
    }
    ImapServer server = new ImapServer(options, configuration, stores, registry, clock);
    try {
      server.listen();
    } catch (IOException e) {
      server.close();
      throw e;
    }
    return server;
  }

  private static MaildirSettings maildirSettings(EffectiveSettings settings, String name) {
    String umask = settings.text("IMAP_UMASK");
    return new MaildirSettings(
        settings.flag("IMAP_USELOCKS"),
        !settings.text("IMAP_KEYWORDS").equals("0"),
        Duration.ofSeconds(settings.number("IMAP_IDLE_TIMEOUT")),
        Integer.parseInt(umask, OCTAL),
        name,
        ProcessHandle.current().pid(),
        settings.text("IMAP_TRASHFOLDERNAME"));
  }

  private void listen() throws IOException {
    configuration.onReload(_ -> authdaemon.use(configuration.current().accounts()));
    authdaemon.use(configuration.current().accounts());
    Configuration now = configuration.current();
    for (Listener listener : Listener.values()) {
      open(listener, now);
    }
    if (now.imaps().tls().isEmpty()) {
      LOG.warn(
          "there is no certificate (TLS_CERTFILE), so TLS is not offered:"
              + " no STARTTLS, and SSLPORT stays closed");
    }
    configuration.onReload(this::reloaded);
    accepting = true;
  }

  private void open(Listener listener, Configuration wanted) throws IOException {
    List<ListenAddress> addresses = ListenerPlan.addresses(listener, wanted);
    if (addresses.isEmpty()) {
      return;
    }
    Function<Configuration, ListenerConfiguration> select =
        current -> ListenerPlan.of(listener, current);
    Supplier<ListenerConfiguration> now = () -> select.apply(configuration.current());
    Broadcast events = events(listener, now);
    listeners.open(
        listener,
        addresses.stream().map(this::socketAddress).toList(),
        new ListenerServices(
            () -> ListenerPlan.proxy(listener, configuration.current()),
            local -> configuration.current().rules(now.get(), local),
            () -> now.get().tls(),
            (connection, place) ->
                new ImapSession(
                    connection,
                    services(connection, select, events.and(new AddressEvidence(place)))),
            events));
    LOG.infof("%s listens on %s", listener.label(), listeners.addresses(listener));
  }

  private Broadcast events(Listener listener, Supplier<ListenerConfiguration> now) {
    CourierLog log =
        new CourierLog(listener, () -> configuration.current().rules(now.get()).server(), clock);
    return new Broadcast(
        List.of(log, metrics.connections(listener), sources.of(listener)),
        List.of(log, metrics.sessions(listener)));
  }

  private SessionServices services(
      Connection connection,
      Function<Configuration, ListenerConfiguration> select,
      Broadcast events) {
    Function<Configuration, EffectiveSettings> ofClient =
        current ->
            current.settings(
                select.apply(current), connection.local(), connection.remote().getAddress());
    Supplier<EffectiveSettings> settings = () -> ofClient.apply(configuration.current());
    var users = new MaildirUsers(settings, options::locate);
    var accounts =
        new Accounts(
            () -> authdaemon,
            () -> LoginVariables.service(settings.get(), connection.local().getPort()),
            () -> LoginVariables.defaultDomain(settings.get()));
    return new SessionServices(
        logins.of(accounts, settings),
        account ->
            stores.open(
                users.of(
                    account,
                    (file, inTrash) -> events.expunged(connection, account, file, inTrash))),
        account -> users.traceFile(account).map(TraceFile::open).orElse(ProtocolTrace.NONE),
        events,
        new SessionConfiguration(configuration::current, ofClient),
        clock,
        workers.commands(),
        Timer.on(workers.timer()));
  }

  private InetSocketAddress socketAddress(ListenAddress address) {
    return address
        .address()
        .or(options::bindAddress)
        .map(local -> new InetSocketAddress(local, address.port()))
        .orElseGet(() -> new InetSocketAddress(address.port()));
  }

  private void reloaded(LiveConfiguration.Outcome outcome) {
    Configuration now = configuration.current();
    for (Listener listener : Listener.values()) {
      if (accepting && listener.implicitTls() && addresses(listener).isEmpty()) {
        try {
          open(listener, now);
        } catch (IOException e) {
          LOG.errorf("%s stays closed: %s", listener.label(), e.getMessage());
        }
      }
    }
  }

  /** Where a kind of listener listens; nowhere when there is no certificate for it. */
  public List<InetSocketAddress> addresses(Listener listener) {
    return listeners.addresses(listener);
  }

  /** Whether clients are to be sent here. */
  public boolean accepting() {
    return accepting;
  }

  public PeerReport report() {
    return reports.now();
  }

  /** What shows that the report may be another one. */
  public PeerReports.Signs reportSigns() {
    return reports.signs();
  }

  /** Reads the configuration again soon, as Courier does on SIGHUP. */
  public void reload() {
    watch.reload();
  }

  /**
   * Is not ready any more, then stops accepting and says goodbye to every client; returns when all
   * are gone. Once only.
   */
  public void drain() throws InterruptedException {
    DrainTimes times = options.drain();
    draining = true;
    accepting = false;
    if (!times.delay().isZero()) {
      LOG.infof("stopping: not ready any more; the ports close in %s", times.delay());
      hurry.await(times.delay().toNanos(), TimeUnit.NANOSECONDS);
    }
    LOG.infof(
        "stopping: %d connections get BYE over at most %s",
        admission.totals().current(), times.spread());
    listeners.drain(times, hurry);
  }

  /** Has {@link #drain} wait for nothing but running commands. */
  public void hastenDrain() {
    hurry.countDown();
  }

  @Override
  public void close() {
    accepting = false;
    watch.close();
    listeners.closeConnections();
    workers.close();
    authdaemon.close();
    stores.close();
    listeners.close();
  }
}
