package dev.postroom.bench.flood;

import dev.postroom.bench.client.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The flood: from each address in turn a client connects, one in four to the port with TLS, and
 * says nothing, or a letter a second, or garbage. Each address holds a few connections and makes
 * new ones for those that it loses. One thread, so that little is taken from the server that is
 * measured.
 */
final class Attack {

  /** What became of a connection, as its client saw it. */
  enum Fate {
    GREETED,
    TOLD,
    CLOSED_WITHOUT_A_WORD,
    /** On the port with TLS, or still waiting when the flood ended. */
    UNKNOWN
  }

  private static final int OPEN_PER_ADDRESS = 2;
  private static final int ADDRESSES_PER_BLOCK = 250;
  private static final int TLS_EVERY = 4;
  private static final int GARBAGE_BYTES = 1024;
  private static final long TICK_NANOS = 10_000_000;
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final ByteBuffer LETTER = ByteBuffer.wrap("a".getBytes(StandardCharsets.US_ASCII));

  private final FloodArguments arguments;
  private final Endpoint plain;
  private final Endpoint tls;
  private final Random random = new Random(1);
  private final ByteBuffer read = ByteBuffer.allocate(4096);
  private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
  private final List<Client> slow = new ArrayList<>();
  private final int[] open;
  private final Selector selector = Selector.open();
  private long failed;
  private int turn;
  private volatile boolean over;

  Attack(FloodArguments arguments, Endpoint plain, Endpoint tls) throws IOException {
    this.arguments = arguments;
    this.plain = plain;
    this.tls = tls;
    this.open = new int[arguments.addresses()];
  }

  /** How clients behave. */
  private enum Manner {
    SILENT,
    SLOW,
    GARBAGE
  }

  private static final class Client {
    private final SocketChannel channel;
    private final int address;
    private final Manner manner;
    private final boolean tls;
    private boolean heard;

    Client(SocketChannel channel, int address, Manner manner, boolean tls) {
      this.channel = channel;
      this.address = address;
      this.manner = manner;
      this.tls = tls;
    }
  }

  /** Ends {@link #run} soon. */
  void stop() {
    over = true;
  }

  /** How many connections each fate had; to be read when {@link #run} has ended. */
  Map<Fate, Long> fates() {
    return fates;
  }

  /** How many connections the kernel did not make. */
  long failed() {
    return failed;
  }

  /** Floods until it is stopped; then every connection is closed. */
  void run() throws IOException {
    try (selector) {
      long begun = System.nanoTime();
      long attempts = 0;
      long nextLetters = begun;
      while (!over) {
        long now = System.nanoTime();
        long due = (now - begun) * arguments.rate() / SECOND_NANOS;
        while (attempts < due) {
          connect();
          attempts++;
        }
        if (now >= nextLetters) {
          nextLetters = now + SECOND_NANOS;
          slow.removeIf(client -> !say(client, LETTER.duplicate()));
        }
        selector.select(this::handle, TICK_NANOS / 1_000_000);
      }
      for (SelectionKey key : selector.keys()) {
        Client client = (Client) key.attachment();
        if (!client.heard) {
          count(Fate.UNKNOWN);
        }
        client.channel.close();
      }
    }
  }

  private void connect() throws IOException {
    int address = turn++ % open.length;
    if (open[address] >= OPEN_PER_ADDRESS) {
      return;
    }
    boolean overTls = turn / open.length % TLS_EVERY == address % TLS_EVERY;
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    try {
      channel.bind(
          new InetSocketAddress(
              "127.78.%d.%d"
                  .formatted(address / ADDRESSES_PER_BLOCK, address % ADDRESSES_PER_BLOCK + 1),
              0));
      channel.connect((overTls ? tls : plain).address());
    } catch (IOException e) {
      failed++;
      channel.close();
      return;
    }
    open[address]++;
    Manner manner = Manner.values()[address % Manner.values().length];
    channel.register(
        selector, SelectionKey.OP_CONNECT, new Client(channel, address, manner, overTls));
  }

  private void handle(SelectionKey key) {
    Client client = (Client) key.attachment();
    try {
      if (key.isConnectable()) {
        client.channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        begin(client);
      } else if (key.isReadable()) {
        hear(client);
      }
    } catch (IOException e) {
      gone(client);
    }
  }

  private void begin(Client client) {
    switch (client.manner) {
      case SILENT -> {}
      case SLOW -> slow.add(client);
      case GARBAGE -> {
        byte[] garbage = new byte[GARBAGE_BYTES];
        random.nextBytes(garbage);
        say(client, ByteBuffer.wrap(garbage));
      }
    }
  }

  private boolean say(Client client, ByteBuffer words) {
    try {
      return client.channel.isOpen() && client.channel.write(words) >= 0;
    } catch (IOException e) {
      gone(client);
      return false;
    }
  }

  private void hear(Client client) throws IOException {
    read.clear();
    int length = client.channel.read(read);
    if (length < 0) {
      gone(client);
    } else if (!client.heard && length > 0) {
      client.heard = true;
      String words = new String(read.array(), 0, length, StandardCharsets.ISO_8859_1);
      count(
          words.startsWith("* OK")
              ? Fate.GREETED
              : words.startsWith("* BYE") ? Fate.TOLD : Fate.UNKNOWN);
    }
  }

  private void gone(Client client) {
    if (!client.channel.isOpen()) {
      return;
    }
    if (!client.heard) {
      client.heard = true;
      count(client.tls ? Fate.UNKNOWN : Fate.CLOSED_WITHOUT_A_WORD);
    }
    open[client.address]--;
    try {
      client.channel.close();
    } catch (IOException e) {
      failed++;
    }
  }

  private void count(Fate fate) {
    fates.merge(fate, 1L, Long::sum);
  }
}
