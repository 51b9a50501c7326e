package dev.postroom.imap.courier;

import dev.postroom.imap.config.FileRoot;
import dev.postroom.imap.net.DrainTimes;
import dev.postroom.imap.net.Listener;
import dev.postroom.imap.server.ImapServer;
import dev.postroom.imap.server.ServerOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** This server as it is run, with its settings in Courier's files; without TLS. */
final class Postroom implements MailHost {

  private static final int PATIENCE_MILLIS = 30_000;

  private static final String PASSWORD = "secret";
  private static final String PASSWORD_HASH = "{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=";

  private static final Map<String, String> ROOM =
      Map.of("PORT", "0", "MAXPERIP", "100", "MAXDAEMONS", "200");

  private final Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final ImapServer server;

  private Postroom(Path directory, Map<String, String> settings) throws Exception {
    this.directory = directory;
    Map<String, String> provided = SharedIndex.provide(directory, home("ben"), settings);
    Files.writeString(directory.resolve("imapd"), lines(ROOM) + lines(provided));
    Files.writeString(directory.resolve("imapd-ssl"), "");
    Files.writeString(directory.resolve("imapaccess"), "");
    StringBuilder userdb = new StringBuilder();
    for (String user : USERS) {
      Files.createDirectories(home(user));
      userdb.append("%s\thome=%s|imappw=%s%n".formatted(user, home(user), PASSWORD_HASH));
    }
    Files.writeString(directory.resolve("userdb"), userdb);
    this.server =
        ImapServer.start(
            new ServerOptions(
                directory,
                FileRoot.MACHINE,
                Optional.of(InetAddress.ofLiteral("127.0.0.1")),
                "postroom.example",
                Duration.ZERO,
                Duration.ofMinutes(15),
                new DrainTimes(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10))),
            vertx,
            new SimpleMeterRegistry(),
            Clock.systemUTC());
  }

  /**
   * @param directory an empty one; holds the configuration and the users' homes
   * @param settings variables of {@code imapd}
   */
  static Postroom start(Path directory, Map<String, String> settings) throws Exception {
    return new Postroom(directory, settings);
  }

  private static String lines(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> "%s=\"%s\"%n".formatted(setting.getKey(), setting.getValue()))
        .collect(Collectors.joining());
  }

  @Override
  public Path home(String user) {
    return directory.resolve("home-" + user);
  }

  @Override
  public ImapClient login(String user) throws IOException {
    Socket socket = new Socket();
    socket.connect(server.addresses(Listener.IMAP).getFirst(), PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    var client = new ImapClient(socket.getInputStream(), socket.getOutputStream(), socket::close);
    client.next();
    client.run(CommandText.of("LOGIN %s %s".formatted(user, PASSWORD)));
    return client;
  }

  @Override
  public void close() {
    server.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
