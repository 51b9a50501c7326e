package dev.postroom.kubernetes.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/**
 * The program that pods of the node's tests run: a web server on the pod's address and port 8080.
 *
 * <ul>
 *   <li>{@code /ready} and {@code /alive} answer 200, or 503 once {@code /set?ready=false} or
 *       {@code /set?alive=false} was asked for
 *   <li>{@code /file/PATH} answers with a file below the pod's root, {@code /env/NAME} with a
 *       variable, {@code /client} with the address of who asks
 *   <li>{@code /exit} ends the program with status 3
 * </ul>
 *
 * Told to end, it appends its name to {@code data/ended} below the root, or with the argument
 * {@code stubborn} goes on.
 */
final class TestProgram {

  private static volatile boolean ready = true;
  private static volatile boolean alive = true;

  private TestProgram() {}

  public static void main(String[] args) throws IOException {
    Path root = Path.of(System.getenv("POSTROOM_ROOT"));
    boolean stubborn = args.length > 0 && args[0].equals("stubborn");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(root, stubborn)));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(System.getenv("POSTROOM_BIND_ADDRESS"), 8080), 10);
    server.createContext("/ready", exchange -> answer(exchange, ready ? 200 : 503, ""));
    server.createContext("/alive", exchange -> answer(exchange, alive ? 200 : 503, ""));
    server.createContext("/set", TestProgram::set);
    server.createContext("/exit", exchange -> Runtime.getRuntime().halt(3));
    server.createContext(
        "/client",
        exchange ->
            answer(exchange, 200, exchange.getRemoteAddress().getAddress().getHostAddress()));
    server.createContext("/env", exchange -> answer(exchange, 200, System.getenv(rest(exchange))));
    server.createContext("/file", exchange -> file(exchange, root));
    server.start();
    System.out.println("serving " + String.join(" ", args));
  }

  private static void end(Path root, boolean stubborn) {
    try {
      if (stubborn) {
        new CountDownLatch(1).await();
      }
      Path data = root.resolve("data");
      if (Files.isDirectory(data)) {
        Files.writeString(
            data.resolve("ended"),
            System.getenv("HOSTNAME") + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
    } catch (IOException | InterruptedException e) {
      e.printStackTrace();
    }
  }

  private static void set(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getQuery()) {
      case "ready=false" -> ready = false;
      case "alive=false" -> alive = false;
      default -> throw new IOException(exchange.getRequestURI().toString());
    }
    answer(exchange, 200, "");
  }

  private static String rest(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().replaceFirst("^/[^/]+/", "");
  }

  private static void file(HttpExchange exchange, Path root) throws IOException {
    Path file = root.resolve(rest(exchange));
    if (Files.exists(file)) {
      answer(exchange, 200, Files.readString(file));
    } else {
      answer(exchange, 404, "");
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = (text == null ? "" : text).getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
