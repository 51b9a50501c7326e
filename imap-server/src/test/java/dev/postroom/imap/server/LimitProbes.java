package dev.postroom.imap.server;

import dev.postroom.imap.net.Listener;
import java.io.IOException;
import java.util.List;

/** Probes of who may connect. */
final class LimitProbes {

  private static final String PROXY = "POSTROOM_PROXY_PROTOCOL=1\n";
  private static final String TRUSTED = "POSTROOM_TRUSTED_PROXIES=127.0.0.0/8\n";

  static final List<LiveProbe> ALL =
      List.of(
          new LiveProbe(
              "MAXDAEMONS",
              "MAXDAEMONS=1",
              server -> server.welcome(LiveServer.FROM),
              "* OK",
              "* BYE [UNAVAILABLE]"),
          new LiveProbe("MAXPERIP", "MAXPERIP=1", LimitProbes::second, "* OK", "* BYE [LIMIT]"),
          new LiveProbe("MAXCPERIP", "MAXCPERIP=1", LimitProbes::second, "* OK", "* BYE [LIMIT]"),
          new LiveProbe(
              "TCPDOPTS",
              "TCPDOPTS=-maxperc=1",
              server -> server.welcome(LiveServer.FROM),
              "* OK",
              "* BYE [LIMIT]"),
          new LiveProbe(
              "IMAPACCESSFILE",
              "IMAPACCESSFILE=denied",
              server -> server.welcome(LiveServer.FROM),
              "* OK",
              "* BYE [NOPERM]"),
          new LiveProbe(
              "POSTROOM_MAXUNAUTHENTICATED",
              "POSTROOM_MAXUNAUTHENTICATED=1",
              LimitProbes::besideAStranger,
              "* OK",
              "* BYE [UNAVAILABLE]"),
          new LiveProbe(
              "POSTROOM_MAXUNAUTHENTICATEDPERIP",
              "POSTROOM_MAXUNAUTHENTICATEDPERIP=1",
              LimitProbes::besideAStranger,
              "* OK",
              "* BYE [LIMIT]"),
          new LiveProbe(
                  "POSTROOM_PROXY_PROTOCOL", PROXY, LimitProbes::header, "unheard", "believed")
              .given(TRUSTED),
          new LiveProbe(
                  "POSTROOM_TRUSTED_PROXIES",
                  TRUSTED,
                  server -> server.welcome(LiveServer.FROM).replace("* OK", "never"),
                  "* BYE [NOPERM]",
                  "* BYE [UNAVAILABLE]")
              .given(PROXY + "POSTROOM_TRUSTED_PROXIES=10.0.0.0/8\n"),
          new LiveProbe(
                  "POSTROOM_IPV6_PREFIX",
                  "POSTROOM_IPV6_PREFIX=128",
                  LimitProbes::neighbour,
                  "* BYE",
                  "* OK")
              .given(PROXY + TRUSTED + "MAXPERIP=1\n"));

  private LimitProbes() {}

  private static String second(LiveServer server) throws IOException {
    return server.welcome(LiveServer.STEADFAST);
  }

  private static String besideAStranger(LiveServer server) throws IOException {
    try (TestClient stranger = server.connect(Listener.IMAP)) {
      stranger.line();
      return server.welcome(LiveServer.FROM);
    }
  }

  private static String header(LiveServer server) throws IOException {
    String client = "192.0.2." + server.number() % 256;
    try (TestClient balancer = server.connect(Listener.IMAP)) {
      balancer.send("PROXY TCP4 %s 192.0.2.1 1 143\r\n".formatted(client));
      balancer.line();
      return server.fixture().server().report().peers().stream()
              .anyMatch(peer -> peer.address().equals(client))
          ? "believed"
          : "unheard";
    }
  }

  private static String neighbour(LiveServer server) throws IOException {
    int network = server.number();
    try (TestClient one = server.connect(Listener.IMAP);
        TestClient other = server.connect(Listener.IMAP)) {
      one.send("PROXY TCP6 2001:db8:%x::1 2001:db8::9 1 143\r\n".formatted(network));
      one.line();
      other.send("PROXY TCP6 2001:db8:%x::2 2001:db8::9 1 143\r\n".formatted(network));
      return other.line().replaceFirst("^(\\* \\w+).*", "$1");
    }
  }
}
