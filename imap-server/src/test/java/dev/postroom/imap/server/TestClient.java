package dev.postroom.imap.server;

import dev.postroom.imap.tls.CertifiedKey;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Sends and reads lines; trusts every certificate. */
final class TestClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private int tag;

  private TestClient(Socket socket) throws IOException {
    use(socket);
  }

  static TestClient connect(InetSocketAddress server, String from, boolean tls) throws IOException {
    Socket plain = new Socket();
    plain.setSoTimeout((int) PATIENCE.toMillis());
    plain.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    plain.connect(server);
    TestClient client = new TestClient(plain);
    if (tls) {
      client.handshake();
    }
    return client;
  }

  private void use(Socket socket) throws IOException {
    this.socket = socket;
    use(socket.getInputStream(), socket.getOutputStream());
  }

  private void use(InputStream in, OutputStream out) {
    this.in = new BufferedInputStream(in);
    this.out = out;
  }

  /**
   * From now on both directions are compressed (raw DEFLATE); so is what has been received already.
   */
  void compress() throws IOException {
    use(
        new InflaterInputStream(in, new Inflater(true)),
        new DeflaterOutputStream(
            socket.getOutputStream(), new Deflater(Deflater.BEST_COMPRESSION, true), true));
  }

  /** Bytes as they are, whatever the connection is under. */
  void sendRaw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Asks for TLS first. */
  void handshakeByStartTls() throws IOException {
    command("STARTTLS");
    handshake();
  }

  X509Certificate handshake() throws IOException {
    return handshake(new KeyManager[0]);
  }

  /** Shows a certificate where the server asks for one. */
  X509Certificate handshake(CertifiedKey shown) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      char[] noPassword = new char[0];
      X509Certificate[] chain = shown.chain().toArray(X509Certificate[]::new);
      store.setKeyEntry("it", shown.key(), noPassword, chain);
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, noPassword);
      return handshake(keys.getKeyManagers());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does what is wanted only. */
  SSLSocket handshake(Consumer<SSLParameters> wanted) throws IOException {
    return handshake(new KeyManager[0], wanted);
  }

  private X509Certificate handshake(KeyManager[] keys) throws IOException {
    SSLSocket tls = handshake(keys, everything -> {});
    return (X509Certificate) tls.getSession().getPeerCertificates()[0];
  }

  private SSLSocket handshake(KeyManager[] keys, Consumer<SSLParameters> wanted)
      throws IOException {
    SSLSocket tls =
        (SSLSocket)
            trustingContext(keys)
                .getSocketFactory()
                .createSocket(socket, "localhost", socket.getPort(), true);
    SSLParameters parameters = tls.getSSLParameters();
    wanted.accept(parameters);
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    use(tls);
    return tls;
  }

  /** The next line without its CRLF; null at the end. */
  String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return line.size() == 0 ? null : line.toString(StandardCharsets.ISO_8859_1);
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).replaceFirst("\r$", "");
  }

  /** Whether the server says something, or hangs up, within this time. */
  boolean hears(Duration patience) throws IOException {
    socket.setSoTimeout((int) patience.toMillis());
    in.mark(1);
    try {
      in.read();
      return true;
    } catch (SocketTimeoutException silence) {
      return false;
    } finally {
      in.reset();
      socket.setSoTimeout((int) PATIENCE.toMillis());
    }
  }

  void send(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Runs one command; the answer's lines, the last of them the tagged one without its tag. */
  List<String> command(String command) throws IOException {
    String tagged = "t" + ++tag + " ";
    send(tagged + command + "\r\n");
    List<String> lines = new ArrayList<>();
    for (String line = line(); ; line = line()) {
      if (line == null) {
        throw new IOException("the connection ended behind " + lines);
      }
      if (line.startsWith(tagged)) {
        lines.add(line.substring(tagged.length()));
        return lines;
      }
      lines.add(line);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  static SSLContext trustingContext(KeyManager[] keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, new TrustManager[] {new TrustAll()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
