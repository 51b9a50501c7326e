package dev.postroom.operator.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A pod's management port that answers every request with the same bytes, whatever they are. */
final class HttpAnswers implements AutoCloseable {

  /** What a connection is answered with. */
  private interface Answer {
    void to(OutputStream out) throws IOException;
  }

  /** Hundreds connect at once. */
  private static final int BACKLOG = 1024;

  private final ServerSocket socket = new ServerSocket();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch hungUp = new CountDownLatch(1);
  private volatile Answer answer = _ -> {};

  HttpAnswers(String address) throws IOException {
    socket.bind(new InetSocketAddress(address, 9180), BACKLOG);
    Thread.startVirtualThread(this::accept);
  }

  void answers(int status, byte[] body) {
    answer =
        out -> {
          var whole = new ByteArrayOutputStream();
          whole.writeBytes(
              "HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n"
                  .formatted(status, body.length)
                  .getBytes(US_ASCII));
          whole.writeBytes(body);
          whole.writeTo(out);
        };
  }

  /** Says these words after each request, and then no more. */
  void answersWith(String words) {
    answer = out -> out.write(words.getBytes(US_ASCII));
  }

  /** Says the first words, and then others until the client hangs up. */
  void answersWithoutEnd(String first, String others) {
    answer =
        out -> {
          out.write(first.getBytes(US_ASCII));
          while (!socket.isClosed()) {
            out.write(others.getBytes(US_ASCII));
          }
        };
  }

  /** Says something to all who are connected, asked or not. */
  void say(String words) throws IOException {
    for (var connection : open) {
      connection.getOutputStream().write(words.getBytes(US_ASCII));
    }
  }

  /** The heads of all requests. */
  List<String> requests() {
    return requests;
  }

  int connections() {
    return connections.get();
  }

  boolean hungUp(Duration within) throws InterruptedException {
    return hungUp.await(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void accept() {
    try {
      while (true) {
        var connection = socket.accept();
        connections.incrementAndGet();
        open.add(connection);
        Thread.startVirtualThread(() -> serve(connection));
      }
    } catch (IOException closed) {
      open.forEach(HttpAnswers::close);
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      var in = connection.getInputStream();
      for (var head = head(in); !head.isEmpty(); head = head(in)) {
        requests.add(head);
        answer.to(connection.getOutputStream());
      }
    } catch (IOException e) {
      // Hung up in the middle of the answer, which is hung up as well.
      open.remove(connection);
    }
    open.remove(connection);
    hungUp.countDown();
  }

  /** Up to the empty line; nothing at the end of the connection. */
  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      head.append((char) c);
      if (head.indexOf("\r\n\r\n") >= 0) {
        return head.toString();
      }
    }
    return "";
  }

  private static void close(Socket connection) {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
