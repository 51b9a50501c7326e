package dev.postroom.imap.courier;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The client's side of one session: sends commands as they stand and reads answers exactly. */
final class ImapClient implements AutoCloseable {

  /** Ends a connection. */
  interface Hangup {
    void run() throws IOException;
  }

  private final ResponseReader reader;
  private final OutputStream out;
  private final Hangup hangup;
  private final List<Response> early = new ArrayList<>();
  private int tags;
  private String idleTag;

  ImapClient(InputStream in, OutputStream out, Hangup hangup) {
    this.reader = new ResponseReader(in);
    this.out = out;
    this.hangup = hangup;
  }

  /** One response that was not asked for, such as the greeting. */
  Response next() throws IOException {
    return reader.next();
  }

  /**
   * Runs one command.
   *
   * @return all responses, the tagged one last
   */
  List<Response> run(CommandText command) throws IOException {
    String tag = nextTag();
    send(tag + " ");
    for (CommandText.Piece piece : command.pieces()) {
      switch (piece) {
        case CommandText.Line(String text) -> send(text);
        case CommandText.Literal(String octets) -> {
          send("{" + octets.length() + "}\r\n");
          out.flush();
          if (!isContinued(tag)) {
            return take();
          }
          send(octets);
        }
      }
    }
    send("\r\n");
    out.flush();
    return untilTagged(tag);
  }

  /** Begins IDLE; returns when the server has said {@code +}. */
  void idle() throws IOException {
    idleTag = nextTag();
    send(idleTag + " IDLE\r\n");
    out.flush();
    if (!isContinued(idleTag)) {
      throw new IOException("IDLE was refused: " + take());
    }
  }

  /**
   * Waits until the server tells something while it idles; {@link #done} has it too.
   *
   * @param name of the response, such as {@code EXISTS}
   */
  void await(String name) throws IOException {
    do {
      early.add(reader.next());
    } while (!(early.getLast() instanceof Response.Data(List<Token> tokens)
        && tokens.contains(new Token.Atom(name))));
  }

  /** Ends IDLE; all that was told meanwhile, the tagged response last. */
  List<Response> done() throws IOException {
    send("DONE\r\n");
    out.flush();
    return untilTagged(idleTag);
  }

  private String nextTag() {
    return "c" + ++tags;
  }

  private void send(String octets) throws IOException {
    out.write(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Whether the server asks for more, and has not ended the command instead. */
  private boolean isContinued(String tag) throws IOException {
    while (true) {
      Response response = reader.next();
      if (response instanceof Response.Continuation) {
        return true;
      }
      early.add(response);
      if (ends(response, tag)) {
        return false;
      }
    }
  }

  private List<Response> untilTagged(String tag) throws IOException {
    do {
      early.add(reader.next());
    } while (!ends(early.getLast(), tag));
    return take();
  }

  private List<Response> take() {
    List<Response> responses = List.copyOf(early);
    early.clear();
    return responses;
  }

  private static boolean ends(Response response, String tag) {
    return response instanceof Response.Status status && status.tag().equals(tag);
  }

  @Override
  public void close() throws IOException {
    hangup.run();
  }
}
