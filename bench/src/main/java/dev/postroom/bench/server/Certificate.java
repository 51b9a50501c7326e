package dev.postroom.bench.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The certificate that all servers show: RSA of 2048 bits, as most have it. */
public final class Certificate {

  private Certificate() {}

  /** Makes key and certificate for today, in one PEM file. */
  public static Path make(Path file) throws IOException, InterruptedException {
    Path key = file.resolveSibling("key.pem");
    Process process =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=mail.example.com",
                "-keyout",
                key.toString(),
                "-out",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("openssl cannot make a certificate: " + said);
    }
    Files.writeString(file, Files.readString(key) + Files.readString(file));
    Files.delete(key);
    return file;
  }
}
