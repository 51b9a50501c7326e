package dev.postroom.bench.flood;

import dev.postroom.bench.client.Endpoint;
import dev.postroom.bench.client.ImapConnection;
import dev.postroom.bench.client.Login;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Somebody at work: logs in once and then says NOOP every second, for as long as the flood is. */
final class Person implements Callable<List<Long>>, AutoCloseable {

  private static final long EVERY_NANOS = 1_000_000_000;

  private final ImapConnection connection;
  private final BooleanSupplier over;

  private Person(ImapConnection connection, BooleanSupplier over) {
    this.connection = connection;
    this.over = over;
  }

  /**
   * @param from the address to come from
   */
  static Person logIn(Endpoint server, String from, Login login, BooleanSupplier over)
      throws IOException {
    ImapConnection connection = ImapConnection.login(server.from(from), login);
    connection.command("SELECT INBOX");
    return new Person(connection, over);
  }

  /** How long each answer took, in nanoseconds; throws when an answer never came. */
  @Override
  public List<Long> call() throws Exception {
    List<Long> took = new ArrayList<>();
    while (!over.getAsBoolean()) {
      long begun = System.nanoTime();
      connection.command("NOOP");
      long nanos = System.nanoTime() - begun;
      took.add(nanos);
      TimeUnit.NANOSECONDS.sleep(Math.max(0, EVERY_NANOS - nanos));
    }
    return took;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
