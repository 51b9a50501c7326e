import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Random;
import java.util.zip.CRC32C;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;

/**
 * What it costs to open an index of 100,000 messages, of 110 bytes each, and to change one message:
 * as a flat file, as an MVStore, and in SQLite. The best of seven times; the CPU's, since the
 * machine may be busy, and the clock's. Needs no build:
 *
 * <pre>
 * for jar in com.h2database:h2-mvstore:2.3.232 org.xerial:sqlite-jdbc:3.46.1.3 \
 *     org.slf4j:slf4j-api:2.0.17; do
 *   ./mvnw -q -N dependency:copy -Dartifact=$jar -DoutputDirectory=target/index
 * done
 * java -cp 'target/index/*' bench/index/IndexStores.java
 * </pre>
 */
class IndexStores {

  private static final int MESSAGES = 100_000;
  private static final int BYTES = 110;
  private static final int ROUNDS = 7;
  private static final Random RANDOM = new Random(1);

  interface Work {
    long run() throws Exception;
  }

  static void main() throws Exception {
    Path directory = Files.createTempDirectory("index-stores");
    Path flat = directory.resolve("flat");
    Path mvStore = directory.resolve("mvstore");
    Path sqlite = directory.resolve("sqlite");
    writeFlat(flat);
    writeMvStore(mvStore);
    writeSqlite(sqlite);
    time("flat file: open, read all", () -> readFlat(flat));
    time("MVStore:   open, read all", () -> readMvStore(mvStore));
    time("SQLite:    open, read all", () -> readSqlite(sqlite));
    time("flat file: open, append one, close", () -> append(flat));
    try (MVStore store = MVStore.open(mvStore.toString())) {
      MVMap<Integer, byte[]> map = map(store);
      time(
          "MVStore:   put one, commit (stays open)",
          () -> {
            map.put(RANDOM.nextInt(MESSAGES), message());
            return store.commit();
          });
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + sqlite)) {
      for (String pragma : new String[] {"synchronous=off", "journal_mode=wal"}) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("pragma " + pragma);
        }
      }
      try (PreparedStatement update =
          connection.prepareStatement("update message set told = ? where uid = ?")) {
        time(
            "SQLite:    update one (stays open, WAL)",
            () -> {
              update.setBytes(1, message());
              update.setInt(2, RANDOM.nextInt(MESSAGES));
              return update.executeUpdate();
            });
      }
    }
    for (Path file : Files.list(directory).toList()) {
      System.out.printf("%-10s %d bytes%n", file.getFileName(), Files.size(file));
      Files.delete(file);
    }
    Files.delete(directory);
  }

  private static void time(String what, Work work) throws Exception {
    long cpu = Long.MAX_VALUE;
    long wall = Long.MAX_VALUE;
    long sum = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long cpuBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      long wallBefore = System.nanoTime();
      sum += work.run();
      wall = Math.min(wall, System.nanoTime() - wallBefore);
      cpu =
          Math.min(
              cpu, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuBefore);
    }
    if (sum == 0) {
      throw new IllegalStateException("nothing was read");
    }
    System.out.printf("%-42s %6.2f ms of CPU, %6.2f ms%n", what, cpu / 1e6, wall / 1e6);
  }

  private static byte[] message() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static MVMap<Integer, byte[]> map(MVStore store) {
    return store.openMap(
        "messages",
        new MVMap.Builder<Integer, byte[]>().valueType(ByteArrayDataType.INSTANCE));
  }

  private static void writeFlat(Path file) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(MESSAGES * (Integer.BYTES + BYTES));
    for (int uid = 0; uid < MESSAGES; uid++) {
      bytes.putInt(uid).put(message());
    }
    Files.write(file, bytes.array());
  }

  private static long readFlat(Path file) throws Exception {
    byte[] content = Files.readAllBytes(file);
    var crc = new CRC32C();
    crc.update(content);
    long sum = crc.getValue();
    ByteBuffer in = ByteBuffer.wrap(content);
    byte[] message = new byte[BYTES];
    while (in.remaining() >= Integer.BYTES + BYTES) {
      sum += in.getInt();
      in.get(message);
      sum += message[0];
    }
    return sum;
  }

  private static long append(Path file) throws Exception {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return channel.write(ByteBuffer.wrap(message()), channel.size());
    }
  }

  private static void writeMvStore(Path file) {
    try (MVStore store = MVStore.open(file.toString())) {
      MVMap<Integer, byte[]> map = map(store);
      for (int uid = 0; uid < MESSAGES; uid++) {
        map.put(uid, message());
      }
    }
  }

  private static long readMvStore(Path file) {
    long sum = 0;
    try (MVStore store = new MVStore.Builder().fileName(file.toString()).readOnly().open()) {
      var cursor = map(store).cursor(null);
      while (cursor.hasNext()) {
        sum += cursor.next();
        sum += cursor.getValue()[0];
      }
    }
    return sum;
  }

  private static void writeSqlite(Path file) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement create = connection.createStatement()) {
      create.execute("create table message(uid integer primary key, told blob)");
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("insert into message values (?, ?)")) {
        for (int uid = 0; uid < MESSAGES; uid++) {
          insert.setInt(1, uid);
          insert.setBytes(2, message());
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
    }
  }

  private static long readSqlite(Path file) throws Exception {
    long sum = 0;
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement select = connection.createStatement();
        var rows = select.executeQuery("select uid, told from message order by uid")) {
      while (rows.next()) {
        sum += rows.getInt(1);
        sum += rows.getBytes(2)[0];
      }
    }
    return sum;
  }
}
