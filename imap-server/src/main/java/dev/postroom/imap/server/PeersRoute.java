package dev.postroom.imap.server;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.PeerReportJson;
import dev.postroom.imap.management.ReportAccess;
import dev.postroom.imap.management.ReportAccess.Answer;
import io.netty.util.NetUtil;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.HttpURLConnection;
import java.util.Optional;

/** Serves the peer report on the management port, to whoever may read it. */
@ApplicationScoped
class PeersRoute {

  private static final int UNAVAILABLE = 503;

  private final ServerProcess process;
  private final ReportAccess access;

  PeersRoute(ServerProcess process, ServerConfig config) {
    this.process = process;
    this.access = new ReportAccess(config.reportTokenFile().map(config.options()::locate));
  }

  void register(@Observes Router router) {
    router.get(PeerReport.PATH).blockingHandler(this::answer);
  }

  private void answer(RoutingContext request) {
    var from =
        NetUtil.createInetAddressFromIpAddressString(
            request.request().remoteAddress().hostAddress());
    var authorization = Optional.ofNullable(request.request().getHeader("Authorization"));
    switch (access.judge(authorization, from)) {
      case Answer.Refused(int status, String words) -> refuse(request, status, words);
      case Answer.Granted() ->
          process
              .report()
              .ifPresentOrElse(
                  report -> send(request, report),
                  () -> refuse(request, UNAVAILABLE, "the server is starting"));
    }
  }

  private static void refuse(RoutingContext request, int status, String words) {
    if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
      request.response().putHeader("WWW-Authenticate", "Bearer realm=\"peer report\"");
    }
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .end(words + "\n");
  }

  private static void send(RoutingContext request, PeerReport report) {
    request
        .response()
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(Buffer.buffer(PeerReportJson.write(report)));
  }
}
