package dev.postroom.contract.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.Peer.LimitSource;
import dev.postroom.contract.report.Peer.UsersWithin;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PeerReportJsonProperties {

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void everyReportIsReadBackAsItWas(@ForAll("reports") PeerReport report) {
    assertThat(PeerReportJson.read(PeerReportJson.write(report))).isEqualTo(report);
  }

  @Provide
  Arbitrary<PeerReport> reports() {
    return Combinators.combine(
            instants(), durations(), configurations(), peers().list().ofMaxSize(5), texts())
        .as(
            (at, window, configuration, peers, server) ->
                new PeerReport(
                    PeerReport.VERSION,
                    at,
                    at.minus(window),
                    server,
                    window,
                    configuration,
                    new Connections(
                        peers.size(),
                        0,
                        400,
                        1L << 40,
                        Long.MAX_VALUE,
                        List.of(new Connections.UsersBySessions(1, peers.size()))),
                    sources(server, peers.size()),
                    peers,
                    peers.size() > 4));
  }

  private static List<ListenerSources> sources(String name, int number) {
    return Collections.nCopies(
        number,
        new ListenerSources(
            name,
            number,
            1L << 40,
            number,
            Long.MAX_VALUE,
            0,
            1,
            2,
            3,
            new ListenerSources.ProxyRefusals(number, 5, 6, 7)));
  }

  private static Arbitrary<Peer> peers() {
    return Combinators.combine(
            texts(),
            Arbitraries.integers().greaterOrEqual(0),
            Arbitraries.longs().greaterOrEqual(0),
            Arbitraries.of(LimitSource.class),
            instants().optional(),
            instants())
        .as(
            (address, number, counter, source, refused, seen) ->
                new Peer(
                    address,
                    number,
                    number,
                    number,
                    number,
                    source,
                    counter,
                    refused,
                    new RefusalCounts(counter, counter, counter, counter, counter, counter),
                    number,
                    List.of(new UsersWithin(Duration.ofMillis(counter), number)),
                    counter,
                    counter,
                    number,
                    number,
                    seen));
  }

  private static Arbitrary<ConfigurationState> configurations() {
    return Combinators.combine(texts(), instants(), Arbitraries.integers().greaterOrEqual(0))
        .as(
            (text, since, line) ->
                new ConfigurationState(
                    Map.of(text, text),
                    since,
                    List.of(new ConfigurationState.Rejection(text, text, line, text)),
                    List.of(text)));
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings().ofMaxLength(12).excludeChars('\uFFFE', '\uFFFF');
  }

  private static Arbitrary<Instant> instants() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 4_000_000_000L),
            Arbitraries.integers().between(0, 999_999_999))
        .as(Instant::ofEpochSecond);
  }

  private static Arbitrary<Duration> durations() {
    return Arbitraries.longs().between(0, 1_000_000_000_000L).map(Duration::ofMillis);
  }
}
