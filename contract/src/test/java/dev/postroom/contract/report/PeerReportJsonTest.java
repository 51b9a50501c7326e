package dev.postroom.contract.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.postroom.contract.report.ConfigurationState.Rejection;
import dev.postroom.contract.report.Connections.UsersBySessions;
import dev.postroom.contract.report.ListenerSources.ProxyRefusals;
import dev.postroom.contract.report.Peer.LimitSource;
import dev.postroom.contract.report.Peer.UsersWithin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerReportJsonTest {

  private static final Peer PEER =
      new Peer(
          "203.0.113.7",
          20,
          2,
          20,
          20,
          LimitSource.MAXPERIP,
          31,
          Optional.of(Instant.parse("2026-11-22T08:00:01.250Z")),
          new RefusalCounts(0, 31, 0, 3, 0, 0),
          14,
          List.of(
              new UsersWithin(Duration.ofMinutes(15), 14), new UsersWithin(Duration.ofDays(1), 40)),
          20,
          1,
          18,
          3,
          Instant.parse("2026-11-22T08:00:02Z"));

  private static final PeerReport REPORT =
      new PeerReport(
          PeerReport.VERSION,
          Instant.parse("2026-11-22T08:00:03Z"),
          Instant.parse("2026-11-22T07:00:00Z"),
          "mail-0",
          Duration.ofMinutes(15),
          new ConfigurationState(
              Map.of("imapd", "ab"),
              Instant.parse("2026-11-22T07:30:00Z"),
              List.of(new Rejection("imapaccess", "cd", 3, "what to do")),
              List.of("PORT")),
          new Connections(
              20, 18, 400, 52, 31, List.of(new UsersBySessions(1, 12), new UsersBySessions(3, 2))),
          List.of(
              new ListenerSources(
                  "imapd", 52, 50, 3, 49, 0, 1, 0, 1, new ProxyRefusals(4, 3, 2, 1))),
          List.of(PEER),
          false);

  private static final String JSON =
      """
      {"version":2,
      "at":"2026-11-22T08:00:03Z",
      "startedAt":"2026-11-22T07:00:00Z",
      "server":"mail-0",
      "window":"PT15M",
      "configuration":{"files":{"imapd":"ab"},"since":"2026-11-22T07:30:00Z",
      "rejected":[{"file":"imapaccess","sha256":"cd","line":3,"message":"what to do"}],
      "pendingRestart":["PORT"]},
      "connections":{"current":20,"loggedIn":18,"maximum":400,"accepted":52,"refused":31,
      "usersBySessions":[{"sessions":1,"users":12},{"sessions":3,"users":2}]},
      "sources":[{"listener":"imapd","connections":52,"byProxy":50,"distinct":3,"largest":49,
      "loopback":0,"linkLocal":1,"own":0,"gateway":1,
      "proxyRefusals":{"untrusted":4,"noHeader":3,"badHeader":2,"tooManyWaiting":1}}],
      "peers":[{"address":"203.0.113.7","connections":20,"unauthenticated":2,"peak":20,"limit":20,
      "limitSource":"MAXPERIP","refused":31,"lastRefused":"2026-11-22T08:00:01.250Z",
      "refusals":{"denied":0,"addressFull":31,"classCFull":0,"serverFull":3,
      "addressUnauthenticated":0,"serverUnauthenticated":0},
      "users":14,"usersWithin":[{"window":"PT15M","users":14},{"window":"PT24H","users":40}],
      "logins":20,"failedLogins":1,"sessions":18,"mostSessionsOfAUser":3,
      "lastSeen":"2026-11-22T08:00:02Z"}],
      "truncated":false}\
      """
          .replace("\n", "");

  @Test
  void aReportIsWrittenWithIsoTimesAndTheNamesOfTheRecords() {
    assertThat(new String(PeerReportJson.write(REPORT), StandardCharsets.UTF_8)).isEqualTo(JSON);
  }

  @Test
  void aReportIsReadBackAsItWas() {
    assertThat(read(JSON)).isEqualTo(REPORT);
  }

  @Test
  void whatNeverHappenedIsNull() {
    String json = JSON.replace("\"2026-11-22T08:00:01.250Z\"", "null");

    PeerReport report = read(json);

    assertThat(report.peers().getFirst().lastRefused()).isEmpty();
    assertThat(new String(PeerReportJson.write(report), StandardCharsets.UTF_8)).isEqualTo(json);
  }

  @Test
  void fieldsOfALaterServerAreIgnored() {
    String json =
        JSON.replace("{\"address\"", "{\"asn\":{\"number\":64500},\"address\"")
            .replace("{\"version\"", "{\"news\":[1],\"version\"");

    assertThat(read(json)).isEqualTo(REPORT);
  }

  @Test
  void aReportOfTheFirstVersionIsReadAsIfWhatItDoesNotSayNeverHappened() {
    String json =
        """
        {"version":1,
        "at":"2026-11-22T08:00:03Z",
        "startedAt":"2026-11-22T07:00:00Z",
        "server":"mail-0",
        "window":"PT15M",
        "configuration":{"files":{},"since":"2026-11-22T07:30:00Z","rejected":[],
        "pendingRestart":[]},
        "connections":{"current":20,"maximum":400,"accepted":52,"refused":31},
        "peers":[{"address":"203.0.113.7","connections":20,"peak":20,"limit":20,
        "limitSource":"MAXCPERIP","refused":31,"lastRefused":null,
        "users":14,"logins":20,"failedLogins":1,"lastSeen":"2026-11-22T08:00:02Z"}],
        "truncated":false}
        """;

    assertThat(read(json).peers())
        .containsExactly(
            new Peer(
                "203.0.113.7",
                20,
                0,
                20,
                20,
                LimitSource.MAXCPERIP,
                31,
                Optional.empty(),
                new RefusalCounts(0, 31, 0, 0, 0, 0),
                14,
                List.of(),
                20,
                1,
                0,
                0,
                Instant.parse("2026-11-22T08:00:02Z")));
  }

  /** As servers before this field did, of which an operator may have some. */
  @Test
  void withoutTotalsOnlyThoseCountAsLoggedInThatTheReportNamesAndEachAsAnother() {
    String json =
        JSON.replace("\"loggedIn\":18,", "")
            .replace(
                ",\"usersBySessions\":[{\"sessions\":1,\"users\":12},{\"sessions\":3,\"users\":2}]",
                "");

    assertThat(json).doesNotContain("loggedIn", "usersBySessions");
    assertThat(read(json).connections())
        .isEqualTo(new Connections(20, 18, 400, 52, 31, List.of(new UsersBySessions(1, 18))));
  }

  @Test
  void noUserCountsWithMoreSessionsThanHeMay() {
    assertThat(REPORT.connections().sessions(2)).isEqualTo(16);
    assertThat(REPORT.connections().sessions(3)).isEqualTo(18);
  }

  @Test
  void anotherVersionIsRefused() {
    assertThatThrownBy(() -> read("{\"version\":3,\"somethingElse\":true}"))
        .isInstanceOf(PeerReportException.class)
        .hasMessage(
            "The peer report is of version 3, this reads versions 1 to 2; run operator and server of"
                + " the same release");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "1", "null", "", "{\"version\":\"1\"}", "{\"version\":1.5}"})
  void aTextWithoutAVersionIsNoReport(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(PeerReportException.class)
        .hasMessage("The peer report does not say its version; is this /peers of a server?");
  }

  @ParameterizedTest
  @MethodSource
  void aMalformedReportIsRefusedSayingWhatIsWrong(String part, String wrong, String message) {
    assertThat(JSON).contains(part);

    assertThatThrownBy(() -> read(JSON.replace(part, wrong)))
        .isInstanceOf(PeerReportException.class)
        .hasMessageStartingWith("The peer report is")
        .hasMessageContaining(message);
  }

  static Stream<Arguments> aMalformedReportIsRefusedSayingWhatIsWrong() {
    return Stream.of(
        arguments("\"truncated\":false}", "", "not JSON"),
        arguments("\"truncated\":false}", "\"truncated\":false} x", "not JSON"),
        arguments("\"server\":\"mail-0\",", "", "server"),
        arguments("\"mail-0\"", "null", "at /server"),
        arguments("\"limit\":20,", "", "limit"),
        arguments("\"limit\":20,", "\"limit\":null,", "at /peers/0/limit"),
        arguments("\"limit\":20,", "\"limit\":\"many\",", "many"),
        arguments("\"limit\":20,", "\"limit\":99999999999,", "at /peers/0/limit"),
        arguments("\"MAXPERIP\"", "\"MAXPERC\"", "MAXPERC"),
        arguments("\"PT15M\"", "\"a while\"", "a while"),
        arguments("\"2026-11-22T08:00:03Z\"", "\"today\"", "today"),
        arguments("\"peers\":[{", "\"peers\":[null,{", "at /peers/0"),
        arguments("{\"files\":{\"imapd\":\"ab\"},", "{\"files\":null,", "at /configuration/files"),
        arguments(
            "\"truncated\":false",
            "\"truncated\":false,\"x\":" + "[".repeat(40) + "]".repeat(40),
            "depth"));
  }

  @Test
  void aReportBeyondTheLimitsIsRefused() {
    String padding = " ".repeat(PeerReportJson.MAX_BYTES - JSON.length());
    String manyPeers =
        "{\"version\":1,\"peers\":["
            + String.join(",", Collections.nCopies(PeerReportJson.MAX_PEERS + 1, "{}"))
            + "]}";

    assertThat(read(JSON + padding)).isEqualTo(REPORT);
    assertThatThrownBy(() -> read(JSON + padding + " "))
        .hasMessage("The peer report has 1048577 bytes, more than the 1048576 that are read");
    assertThatThrownBy(() -> read(manyPeers))
        .hasMessage("The peer report has 10001 peers, more than the 10000 that are read");
  }

  private static PeerReport read(String json) {
    return PeerReportJson.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
