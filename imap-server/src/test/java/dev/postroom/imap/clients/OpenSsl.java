package dev.postroom.imap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.clients.ForeignProgram.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program {@code openssl}: a client that tells all about TLS, and an authority. */
final class OpenSsl {

  private static final String ON_CURVES = "ec -pkeyopt ec_paramgen_curve:prime256v1";

  private final Path home;

  /**
   * @param home holds its files
   */
  OpenSsl(Path home) {
    ForeignProgram.assumeInstalled("openssl", "openssl");
    this.home = home;
  }

  /** What {@code s_client} tells of a connection over which a client says LOGOUT. */
  String connect(int port, String... options) throws Exception {
    return say("", port, options);
  }

  /**
   * The same for a client that says more before.
   *
   * @param commands whole lines
   */
  String say(String commands, int port, String... options) throws Exception {
    // Without -ign_eof a line that begins with a capital letter could be a command to s_client.
    return client(port, commands + "a LOGOUT\r\n", "-ign_eof", options);
  }

  /** The same as {@link #connect}, by STARTTLS. */
  String startTls(int port, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("-starttls", "imap"));
    all.addAll(List.of(options));
    return connect(port, all.toArray(String[]::new));
  }

  /** The same, but for a session that the client tries to negotiate anew in its middle. */
  String renegotiate(int port, String... options) throws Exception {
    return client(port, "R\n", "-crlf", options);
  }

  private String client(int port, String input, String mode, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port, mode));
    command.addAll(List.of(options));
    return ForeignProgram.run(home, command, input).output();
  }

  /** A certificate that vouches for itself, with its key, in one PEM file's text. */
  String selfSigned(String subject, String... options) throws Exception {
    return certificate(subject, ON_CURVES, options);
  }

  /** An authority, as {@link #selfSigned}; kept in a file of that name. */
  Path authority(String name) throws Exception {
    return Files.writeString(home.resolve(name + ".pem"), selfSigned("/CN=" + name));
  }

  /** A file with certificate and key that the authority vouches for. */
  Path issued(Path authority, String subject) throws Exception {
    String pem =
        certificate(
            subject, ON_CURVES, "-CA", authority.toString(), "-CAkey", authority.toString());
    return Files.writeString(Files.createTempFile(home, "issued", ".pem"), pem);
  }

  /** As {@link #selfSigned}, with an RSA key. */
  String rsa(String subject) throws Exception {
    return certificate(subject, "rsa:2048");
  }

  private String certificate(String subject, String key, String... options) throws Exception {
    Path keyFile = home.resolve("made.key");
    Path certificateFile = home.resolve("made.crt");
    List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-newkey"));
    command.addAll(List.of(key.split(" ")));
    command.addAll(List.of("-subj", subject, "-keyout", keyFile.toString()));
    command.addAll(List.of("-out", certificateFile.toString()));
    command.addAll(List.of(options));
    Result made = ForeignProgram.run(home, command);
    assertThat(made.status()).as(made.output()).isZero();
    return Files.readString(keyFile, StandardCharsets.US_ASCII)
        + Files.readString(certificateFile, StandardCharsets.US_ASCII);
  }
}
