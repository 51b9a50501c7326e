package dev.postroom.imap.server;

import dev.postroom.imap.config.FileRoot;
import dev.postroom.imap.config.TestCertificates;
import dev.postroom.imap.net.DrainTimes;
import dev.postroom.imap.net.Listener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * A server on free ports of a loopback address, with a configuration directory to write to and two
 * users, {@code anna} and {@code ben}, whose password is {@code secret}.
 */
public final class ServerFixture implements AutoCloseable {

  public static final String PASSWORD = "secret";

  private static final String HASH = "{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=";

  private final Path directory;
  private final Vertx vertx = Vertx.vertx();
  private MeterRegistry metrics = new SimpleMeterRegistry();
  private Duration failedLoginDelay = Duration.ofMillis(50);
  private Clock clock = Clock.systemUTC();
  private DrainTimes drain =
      new DrainTimes(Duration.ZERO, Duration.ofMillis(200), Duration.ofSeconds(10));
  private ImapServer server;

  /**
   * @param directory an empty one; holds the configuration and the users' homes
   */
  public ServerFixture(Path directory) throws Exception {
    this.directory = directory;
    write("imapd", "PORT=0\nMAXPERIP=4\nMAXDAEMONS=40\n");
    write("imapd-ssl", "SSLPORT=0\n");
    write("imapaccess", "");
    write("imapd.pem", TestCertificates.pem(directory, "localhost"));
    StringBuilder userdb = new StringBuilder();
    for (String user : new String[] {"anna", "ben"}) {
      Path home = Files.createDirectory(directory.resolve("home-" + user));
      userdb.append("%s\thome=%s|imappw=%s%n".formatted(user, home, HASH));
    }
    write("userdb", userdb.toString());
  }

  /** How long the answer to a first wrong password is held back, before the start. */
  ServerFixture failedLoginDelay(Duration delay) {
    failedLoginDelay = delay;
    return this;
  }

  /** Where everything is measured, before the start. */
  ServerFixture metrics(MeterRegistry registry) {
    metrics = registry;
    return this;
  }

  /** How long stopping takes, before the start. */
  ServerFixture drain(DrainTimes times) {
    drain = times;
    return this;
  }

  /** The clock that deadlines are reckoned by, before the start. */
  ServerFixture clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  public ServerFixture start() throws Exception {
    server =
        ImapServer.start(
            new ServerOptions(
                directory,
                FileRoot.MACHINE,
                Optional.of(InetAddress.ofLiteral("127.0.0.1")),
                "test.example",
                failedLoginDelay,
                Duration.ofMinutes(15),
                drain),
            vertx,
            metrics,
            clock);
    return this;
  }

  /** Replaces a file of the configuration, as a whole. */
  public void write(String name, String text) {
    try {
      Path temporary = Files.writeString(directory.resolve("." + name + ".new"), text);
      Files.move(
          temporary,
          directory.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String name) throws IOException {
    Files.delete(directory.resolve(name));
  }

  ImapServer server() {
    return server;
  }

  MeterRegistry metrics() {
    return metrics;
  }

  public Path directory() {
    return directory;
  }

  public Path home(String user) {
    return directory.resolve("home-" + user);
  }

  InetSocketAddress address(Listener listener) {
    return server.addresses(listener).getFirst();
  }

  public int port(Listener listener) {
    return address(listener).getPort();
  }

  /** Connects from an address of the loopback network. */
  TestClient connect(Listener listener, String from) throws IOException {
    return TestClient.connect(address(listener), from, listener.implicitTls());
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
