package dev.postroom.imap.config.tls;

import dev.postroom.contract.AddressLiteral;
import dev.postroom.contract.settings.EffectiveSettings;
import dev.postroom.contract.settings.EffectiveValue;
import dev.postroom.contract.settings.Origin;
import dev.postroom.imap.tls.Certificates;
import dev.postroom.imap.tls.CertifiedKey;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the certificates as Courier does: {@code $TLS_CERTFILE} for everybody, {@code
 * $TLS_CERTFILE.mail.example.org} for clients that ask for this name, {@code
 * $TLS_CERTFILE.192.0.2.1} for those that come to this address of the server; their keys likewise
 * beside {@code $TLS_PRIVATE_KEYFILE}, and where there is none, in {@code $TLS_PRIVATE_KEYFILE}
 * itself.
 *
 * <p>Courier looks for the files when a client asks; here they are found and checked beforehand. A
 * name without a dot is more often an old copy, such as {@code imapd.pem.bak}, than a host: when
 * such a file is broken it is passed over with a remark instead of being refused.
 */
final class CertificateFiles {

  private static final Pattern HOST =
      Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\\.[A-Za-z0-9_-]{1,63})*");

  private final CertificateFile reader;
  private final TlsSources sources;

  CertificateFiles(CertificateFile reader, TlsSources sources) {
    this.reader = reader;
    this.sources = sources;
  }

  /**
   * @return empty when there is no file and no variable asks for one
   * @throws TlsRefusedException naming the first file that cannot be used
   */
  Optional<Certificates> find(EffectiveSettings settings) throws TlsRefusedException {
    Optional<EffectiveValue> variable = settings.value("TLS_CERTFILE");
    if (variable.isEmpty()) {
      return Optional.empty();
    }
    Path certificate = sources.locate(Path.of(variable.get().text()));
    String keyFile = settings.text("TLS_PRIVATE_KEYFILE");
    Path key = keyFile.isEmpty() ? certificate : sources.locate(Path.of(keyFile));
    if (variable.get().origin() instanceof Origin.Default && !Files.exists(certificate)) {
      return Optional.empty();
    }
    CertifiedKey byDefault = reader.read(certificate, key);
    Map<String, CertifiedKey> byName = new HashMap<>();
    Map<InetAddress, CertifiedKey> byAddress = new HashMap<>();
    for (Path variant : sources.variants(certificate)) {
      String suffix = suffix(variant, certificate);
      Path itsKey = key.equals(certificate) ? variant : keyOf(key, suffix);
      Optional<InetAddress> address = address(suffix);
      if (address.isPresent()) {
        byAddress.put(address.get(), reader.read(variant, itsKey));
      } else if (HOST.matcher(suffix).matches()) {
        host(suffix, variant, itsKey)
            .ifPresent(found -> byName.put(Certificates.normalized(suffix), found));
      }
    }
    return Optional.of(new Certificates(byDefault, byName, byAddress));
  }

  private Path keyOf(Path key, String suffix) {
    return sources.variants(key).stream()
        .filter(variant -> suffix(variant, key).equals(suffix))
        .findFirst()
        .orElse(key);
  }

  private Optional<CertifiedKey> host(String name, Path file, Path key) throws TlsRefusedException {
    try {
      return Optional.of(reader.read(file, key));
    } catch (TlsRefusedException e) {
      if (name.contains(".")) {
        throw e;
      }
      sources.remark(
          "%s is not taken as the certificate of a host named %s: %s"
              .formatted(file, name, e.getMessage()));
      return Optional.empty();
    }
  }

  private static String suffix(Path variant, Path file) {
    return variant.getFileName().toString().substring(file.getFileName().toString().length() + 1);
  }

  private static Optional<InetAddress> address(String suffix) {
    try {
      return Optional.of(AddressLiteral.parse(suffix));
    } catch (IllegalArgumentException e) {
      // A host name, then.
      return Optional.empty();
    }
  }
}
