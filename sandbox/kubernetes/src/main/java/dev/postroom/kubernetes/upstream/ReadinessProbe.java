package dev.postroom.kubernetes.upstream;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks whether a server is ready; one that is not there yet is not. */
final class ReadinessProbe {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Whether it answers 200. */
  boolean answers(String url) throws InterruptedException {
    try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      return answers(client, url);
    }
  }

  /**
   * Whether it answers 200 over TLS.
   *
   * @param certificate whom to trust, in PEM
   */
  boolean answers(String url, Path certificate) throws InterruptedException {
    try (var client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .sslContext(trusting(certificate))
            .build()) {
      return answers(client, url);
    } catch (IOException | GeneralSecurityException e) {
      // It is being written, or not answered yet.
      return false;
    }
  }

  private static boolean answers(HttpClient client, String url) throws InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode()
          == HttpURLConnection.HTTP_OK;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static SSLContext trusting(Path pem) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var text = new FileInputStream(pem.toFile())) {
      int number = 0;
      for (var each : CertificateFactory.getInstance("X.509").generateCertificates(text)) {
        store.setCertificateEntry("certificate-" + number++, each);
      }
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
