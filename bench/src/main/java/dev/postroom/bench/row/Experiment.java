package dev.postroom.bench.row;

import dev.postroom.bench.report.Row;
import dev.postroom.bench.server.MailServer;
import java.util.List;
import java.util.function.ObjDoubleConsumer;

/** Something that a client does, and the rows that come of measuring it. */
public interface Experiment {

  /** By what {@code --rows} asks for it: one word. */
  String id();

  List<Row> rows();

  /**
   * Does it once, with one server.
   *
   * @param results takes a value for each of the rows
   * @throws Exception when the server does not do its part; the message goes into the table
   */
  void measure(MailServer server, ObjDoubleConsumer<Row> results) throws Exception;

  /** How many first rounds are thrown away, so that caches are filled and code is compiled. */
  default int warmUps() {
    return 1;
  }

  /** Whether the server must have done nothing before. */
  default boolean wantsFreshServer() {
    return false;
  }
}
