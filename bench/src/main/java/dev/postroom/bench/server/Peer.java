package dev.postroom.bench.server;

import dev.postroom.bench.mail.FileOwner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A server from Debian that is not installed: the scripts in {@code peers/} let it seem so for its
 * own processes, which live in a {@link PidNamespace}.
 */
abstract class Peer implements MailServer {

  /** Peers open mail as its owner and refuse root's; the user exists for them alone. */
  static final FileOwner OWNER = new FileOwner(64010, 64010);

  /** What the peers call that user. */
  static final String OWNER_NAME = "postroom-bench";

  private final Site site;
  private final String name;
  private final String script;
  private Program program;
  private PidNamespace processes;

  /**
   * @param script starts it, by a shell for which it is installed
   */
  Peer(Site site, String name, String script) {
    this.site = site;
    this.name = name;
    this.script = script;
  }

  /**
   * Writes its configuration.
   *
   * @param tree where its packages are unpacked
   * @param etc what is its /etc
   */
  abstract void configure(Path tree, Path etc) throws IOException;

  final Site site() {
    return site;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final void start() throws IOException, InterruptedException {
    Path tree = unpack();
    Path etc = Files.createDirectories(state().resolve("etc"));
    Files.writeString(
        etc.resolve("passwd"),
        Files.readString(Path.of("/etc/passwd"))
            + entry("courier", 64001)
            + entry("dovecot", 64002)
            + entry("dovenull", 64003)
            + entry(OWNER_NAME, OWNER.uid()));
    configure(tree, etc);
    List<String> command = new ArrayList<>(PidNamespace.command());
    command.addAll(
        List.of(
            site.repository().resolve("peers/enter").toString(),
            name,
            state().toString(),
            "sh",
            "-c",
            script));
    program = Program.start(site.directory(name).resolve("log"), command);
    program.awaitGreeting(plain());
    program.awaitGreeting(tls());
    processes = PidNamespace.madeBy(program.pid());
  }

  private static String entry(String user, int id) {
    return "%s:x:%d:%d::/nonexistent:/usr/sbin/nologin\n".formatted(user, id, id);
  }

  /** Downloads the packages the first time. */
  private Path unpack() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(site.repository().resolve("peers/unpack").toString(), name)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("peers/unpack " + name + " failed");
    }
    return Path.of(output.strip());
  }

  private Path state() {
    return site.directory(name).resolve("state");
  }

  @Override
  public final Optional<String> obituary() {
    return Optional.ofNullable(program).flatMap(Program::obituary);
  }

  @Override
  public void close() {
    if (program == null) {
      return;
    }
    // Not gently: unshare keeps that from whom it started.
    program.kill();
    try {
      if (processes != null) {
        processes.awaitEnd();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    program = null;
    processes = null;
  }

  @Override
  public final Path home(String user) {
    return site.mail(name).resolve(user);
  }

  @Override
  public final FileOwner owner() {
    return OWNER;
  }

  @Override
  public final List<Long> processes() throws IOException {
    return processes.processes();
  }
}
