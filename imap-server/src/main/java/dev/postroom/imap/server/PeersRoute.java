package dev.postroom.imap.server;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.PeerReportJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/** Serves the peer report on the management port. */
@ApplicationScoped
class PeersRoute {

  private static final int UNAVAILABLE = 503;

  private final ServerProcess process;

  PeersRoute(ServerProcess process) {
    this.process = process;
  }

  void register(@Observes Router router) {
    router.get(PeerReport.PATH).handler(this::answer);
  }

  private void answer(RoutingContext request) {
    Optional<PeerReport> report = process.report();
    if (report.isEmpty()) {
      request.response().setStatusCode(UNAVAILABLE).end("the server is starting\n");
      return;
    }
    request
        .response()
        .putHeader("Content-Type", "application/json")
        .end(Buffer.buffer(PeerReportJson.write(report.get())));
  }
}
