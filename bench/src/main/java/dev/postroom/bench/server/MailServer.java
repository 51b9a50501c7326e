package dev.postroom.bench.server;

import dev.postroom.bench.client.Endpoint;
import dev.postroom.bench.mail.FileOwner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A server that is measured. Used by one thread. */
public interface MailServer extends AutoCloseable {

  /**
   * Whom messages belong to. All servers read the same ones; a copy made by a link to the message
   * needs its owner.
   */
  FileOwner MAIL_OWNER = Peer.OWNER;

  /** What the table calls it. */
  String name();

  /**
   * Starts it, and returns once it greets clients.
   *
   * @throws IOException when it does not, with what it said
   */
  void start() throws IOException, InterruptedException;

  /** How it ended, if it was started and has ended by itself. */
  Optional<String> obituary();

  /** Ends it with all its processes; it can be started again. */
  @Override
  void close();

  Endpoint plain();

  /** With TLS from the first byte. */
  Endpoint tls();

  /** The home directory of a user, in which its Maildir is. */
  Path home(String user);

  /** Whom the directories of its mail must belong to. */
  FileOwner owner();

  /** Whether it has MOVE (RFC 6851). */
  boolean canMove();

  /** All of its processes that run now, those of sessions and helpers included. */
  List<Long> processes() throws IOException;
}
