package dev.postroom.bench.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A client's connection; used by one thread at a time. */
public final class ImapConnection implements AutoCloseable {

  /** How many untagged responses a {@link Reply} keeps. */
  static final int KEPT = 32;

  /** How long a server may be silent before a measurement is given up. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String TAG = "a";

  private final Socket socket;
  private final OutputStream out;
  private final Replies replies;

  private ImapConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.replies = new Replies(socket.getInputStream());
  }

  /**
   * Connects and waits for the greeting.
   *
   * @throws ImapException when it is none
   */
  public static ImapConnection open(Endpoint endpoint) throws IOException {
    Socket socket = QuickSocket.connect(endpoint, PATIENCE);
    try {
      var connection = new ImapConnection(endpoint.tls() ? ClientTls.over(socket) : socket);
      String greeting = connection.replies.response();
      if (!greeting.startsWith("* OK")) {
        throw new ImapException("greeted with: " + greeting);
      }
      return connection;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Connects and logs in. */
  public static ImapConnection login(Endpoint endpoint, Login login) throws IOException {
    ImapConnection connection = open(endpoint);
    try {
      connection.command("LOGIN " + login.user() + " " + login.password());
      return connection;
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Sends a command and reads all that is said to it.
   *
   * @throws ImapException when the answer is not OK
   */
  public Reply command(String text) throws IOException {
    send(TAG + " " + text + "\r\n");
    return completion(text);
  }

  /**
   * APPEND with a synchronising literal, which every server has.
   *
   * @param message with CRLF at the ends of its lines
   * @throws ImapException when the answer is not OK
   */
  public Reply append(String mailbox, byte[] message) throws IOException {
    String text = "APPEND " + mailbox + " {" + message.length + "}";
    send(TAG + " " + text + "\r\n");
    String go = replies.response();
    if (!go.startsWith("+")) {
      throw new ImapException(text + " was answered: " + go);
    }
    byte[] all = new byte[message.length + 2];
    System.arraycopy(message, 0, all, 0, message.length);
    all[message.length] = '\r';
    all[message.length + 1] = '\n';
    out.write(all);
    out.flush();
    return completion(text);
  }

  /** Begins IDLE; returns when the server has said so. */
  public void idle() throws IOException {
    send(TAG + " IDLE\r\n");
    String go = await(line -> !line.startsWith("*"));
    if (!go.startsWith("+")) {
      throw new ImapException("IDLE was answered: " + go);
    }
  }

  /** Ends IDLE. */
  public void done() throws IOException {
    send("DONE\r\n");
    completion("DONE");
  }

  /** Reads responses up to the first that is of this kind, and returns its line. */
  public String await(Predicate<String> kind) throws IOException {
    while (true) {
      String line = replies.response();
      if (kind.test(line)) {
        return line;
      }
    }
  }

  /** LOGOUT, and waits until the server has closed. */
  public void logout() throws IOException {
    command("LOGOUT");
    replies.drain();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  Socket socket() {
    return socket;
  }

  private void send(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private Reply completion(String command) throws IOException {
    long bytes = replies.bytes();
    long literalBytes = replies.literalBytes();
    int untagged = 0;
    List<String> first = new ArrayList<>();
    while (true) {
      String line = replies.response();
      if (line.startsWith(TAG + " ")) {
        var reply =
            new Reply(
                line.substring(TAG.length() + 1),
                untagged,
                first,
                replies.bytes() - bytes,
                replies.literalBytes() - literalBytes);
        if (!reply.ok()) {
          throw new ImapException(withoutPassword(command) + " was answered: " + reply.tagged());
        }
        return reply;
      }
      untagged++;
      if (first.size() < KEPT) {
        first.add(line);
      }
    }
  }

  private static String withoutPassword(String command) {
    return command.startsWith("LOGIN ") ? "LOGIN" : command;
  }
}
