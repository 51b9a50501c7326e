package dev.postroom.office.client;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One IMAP connection in the clear. Meant for a virtual thread: methods block until the server
 * answers, at most {@link #ANSWER_TIMEOUT}.
 */
public final class ImapConnection implements AutoCloseable {

  static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_LINE = 8192;

  private final Socket socket;
  private final InputStream input;
  private int tags;

  private ImapConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.input = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Connects from {@code source} and reads the greeting.
   *
   * @throws RefusedException when the server says BYE, or closes or resets without a word
   * @throws IOException when there is no server to be reached
   */
  public static ImapConnection open(InetAddress source, InetSocketAddress server)
      throws IOException {
    Socket socket = new Socket();
    try {
      socket.bind(new InetSocketAddress(source, 0));
      socket.connect(server, (int) ANSWER_TIMEOUT.toMillis());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) ANSWER_TIMEOUT.toMillis());
      ImapConnection connection = new ImapConnection(socket);
      connection.readGreeting();
      return connection;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private void readGreeting() throws IOException {
    String greeting;
    try {
      greeting = readLine();
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      throw new RefusedException("closed without a word", e);
    }
    if (!greeting.startsWith("* OK")) {
      throw new RefusedException(greeting, null);
    }
  }

  /** Logs in; false when the server says NO. */
  public boolean login(String user, String password) throws IOException {
    return command("LOGIN " + quoted(user) + " " + quoted(password)).startsWith("OK");
  }

  /**
   * Opens INBOX.
   *
   * @throws IOException when that fails
   */
  public void selectInbox() throws IOException {
    String answer = command("SELECT INBOX");
    if (!answer.startsWith("OK")) {
      throw new IOException("SELECT INBOX: " + answer);
    }
  }

  /**
   * Idles (RFC 2177) until the connection ends, renewing it each {@code renewal} so that the server
   * does not take the client for dead.
   *
   * @throws IOException how it ended; always
   */
  public void idleUntilTheEnd(Duration renewal) throws IOException {
    while (true) {
      String tag = send("IDLE");
      socket.setSoTimeout((int) renewal.toMillis());
      try {
        while (true) {
          endIfBye(readLine());
        }
      } catch (SocketTimeoutException e) {
        // Nothing was heard for as long as one may idle: that is the moment to renew.
        socket.setSoTimeout((int) ANSWER_TIMEOUT.toMillis());
        write("DONE\r\n");
        awaitAnswer(tag);
      }
    }
  }

  private String command(String command) throws IOException {
    return awaitAnswer(send(command));
  }

  private String send(String command) throws IOException {
    String tag = "a" + ++tags;
    write(tag + " " + command + "\r\n");
    return tag;
  }

  private String awaitAnswer(String tag) throws IOException {
    while (true) {
      String line = readLine();
      if (line.startsWith(tag + " ")) {
        return line.substring(tag.length() + 1);
      }
      endIfBye(line);
    }
  }

  private static void endIfBye(String line) throws EOFException {
    if (line.startsWith("* BYE")) {
      throw new EOFException(line);
    }
  }

  private void write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = input.read(); c != '\n'; c = input.read()) {
      if (c < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (line.length() >= MAX_LINE) {
        throw new IOException("the server sent a line of more than " + MAX_LINE + " characters");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
