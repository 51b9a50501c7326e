package dev.postroom.bench.server;

import dev.postroom.bench.client.Endpoint;
import dev.postroom.bench.mail.FileOwner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Our server, as its image has it. */
public final class Postroom implements MailServer {

  private static final String NAME = "postroom";
  private static final int PORT = 12143;
  private static final int TLS_PORT = 12993;
  private static final int MANAGEMENT_PORT = 12180;

  private final Site site;
  private final int maxDaemons;
  private final int maxPerIp;
  private Program program;

  /** Without limits that anybody would notice. */
  public Postroom(Site site) {
    this(site, Site.MAX_CONNECTIONS, Site.MAX_CONNECTIONS);
  }

  /**
   * @param maxDaemons how many connections it takes
   * @param maxPerIp how many of one address
   */
  public Postroom(Site site, int maxDaemons, int maxPerIp) {
    this.site = site;
    this.maxDaemons = maxDaemons;
    this.maxPerIp = maxPerIp;
  }

  /** Where its metrics are, in the form of Prometheus. */
  public URI metrics() {
    return URI.create("http://%s:%d/q/metrics".formatted(site.address(), MANAGEMENT_PORT));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() throws IOException, InterruptedException {
    Application application =
        Application.in(site.directory(NAME).resolve("application"), site.repository());
    Path etc = Files.createDirectories(site.directory(NAME).resolve("etc"));
    Files.writeString(
        etc.resolve("imapd"),
        """
        ADDRESS=%s
        PORT=%d
        MAXDAEMONS=%d
        MAXPERIP=%d
        """
            .formatted(site.address(), PORT, maxDaemons, maxPerIp));
    Files.writeString(
        etc.resolve("imapd-ssl"),
        """
        SSLADDRESS=%s
        SSLPORT=%d
        MAXDAEMONS=%d
        MAXPERIP=%d
        TLS_CERTFILE=%s
        """
            .formatted(site.address(), TLS_PORT, maxDaemons, maxPerIp, site.certificate()));
    Path userdb = etc.resolve("userdb");
    Files.writeString(userdb, userdb());
    Files.setPosixFilePermissions(userdb, PosixFilePermissions.fromString("rw-------"));
    program = Program.start(site.directory(NAME).resolve("log"), command(application, site, etc));
    program.awaitGreeting(plain());
    program.awaitGreeting(tls());
  }

  private static List<String> command(Application application, Site site, Path etc) {
    List<String> options = new ArrayList<>(extraOptions());
    options.add("-Dquarkus.http.host=" + site.address());
    options.add("-Dquarkus.http.port=" + MANAGEMENT_PORT);
    options.add("-Dpostroom.drain-spread=100ms");
    options.add("-Dpostroom.drain-grace=2s");
    return Stream.concat(application.command(options), Stream.of("--config", etc.toString()))
        .toList();
  }

  /** For whoever looks for a hot spot: a profiler, or another heap. */
  private static List<String> extraOptions() {
    String options = System.getenv().getOrDefault("BENCH_JAVA_OPTIONS", "").strip();
    return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
  }

  private String userdb() throws IOException {
    FileOwner owner = owner();
    return site.accounts().users().stream()
        .map(
            user ->
                "%s\tuid=%d|gid=%d|home=%s|imappw=%s\n"
                    .formatted(user, owner.uid(), owner.gid(), home(user), Accounts.hash()))
        .collect(Collectors.joining());
  }

  @Override
  public Optional<String> obituary() {
    return Optional.ofNullable(program).flatMap(Program::obituary);
  }

  @Override
  public void close() {
    if (program != null) {
      program.close();
      program = null;
    }
  }

  @Override
  public Endpoint plain() {
    return site.plain(PORT);
  }

  @Override
  public Endpoint tls() {
    return site.tls(TLS_PORT);
  }

  @Override
  public Path home(String user) {
    return site.mail(NAME).resolve(user);
  }

  /** It runs as whoever runs this. */
  @Override
  public FileOwner owner() {
    try {
      Path own = Path.of("/proc/self");
      return new FileOwner(
          (Integer) Files.getAttribute(own, "unix:uid", LinkOption.NOFOLLOW_LINKS),
          (Integer) Files.getAttribute(own, "unix:gid", LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public boolean canMove() {
    return true;
  }

  @Override
  public List<Long> processes() {
    return List.of(program.pid());
  }
}
