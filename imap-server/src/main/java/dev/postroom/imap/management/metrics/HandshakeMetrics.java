package dev.postroom.imap.management.metrics;

import dev.postroom.imap.net.ConnectionEvents.Handshake;
import dev.postroom.imap.tls.FinishedHandshake;
import dev.postroom.imap.tls.TlsVersion;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Map;

/** Counts the TLS handshakes of one listener. */
final class HandshakeMetrics {

  private final Map<TlsVersion, Counter> full = new EnumMap<>(TlsVersion.class);
  private final Map<TlsVersion, Counter> resumed = new EnumMap<>(TlsVersion.class);
  private final Counter failed;
  private final Counter shed;

  HandshakeMetrics(MeterRegistry registry, Tags listener) {
    for (TlsVersion version : TlsVersion.values()) {
      full.put(version, counter(registry, listener, version.protocol(), "full"));
      resumed.put(version, counter(registry, listener, version.protocol(), "resumed"));
    }
    this.failed = counter(registry, listener, "none", "failed");
    this.shed = counter(registry, listener, "none", "shed");
  }

  private static Counter counter(
      MeterRegistry registry, Tags listener, String version, String outcome) {
    return Counter.builder("postroom.imap.tls.handshakes")
        .description("TLS handshakes of connections that were let in")
        .tags(listener.and("version", version, "outcome", outcome))
        .register(registry);
  }

  void count(Handshake handshake) {
    switch (handshake) {
      case Handshake.Failed _ -> failed.increment();
      case Handshake.Shed _ -> shed.increment();
      case Handshake.Done(FinishedHandshake(TlsVersion version, boolean again)) ->
          (again ? resumed : full).get(version).increment();
    }
  }
}
