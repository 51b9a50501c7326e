package dev.postroom.imap.server;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.PeerReportJson;
import dev.postroom.contract.report.ReportRequest;
import dev.postroom.contract.report.ReportTag;
import dev.postroom.imap.management.ReportAccess;
import dev.postroom.imap.management.ReportAccess.Answer;
import io.netty.util.NetUtil;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Serves the peer report on the management port, to whoever may read it. A reader who has the
 * report already reads that it is still the same (304), and may wait for another one; whether he
 * may read it is asked before and after.
 */
@ApplicationScoped
class PeersRoute {

  private static final int UNAVAILABLE = 503;

  private final Supplier<Optional<PeerReport>> reports;
  private final Supplier<?> signs;
  private final ReportAccess access;
  private final WaitingReaders waiting;

  @Inject
  PeersRoute(ServerProcess process, ServerConfig config) {
    this(
        process::report,
        process::reportSigns,
        new ReportAccess(config.reportTokenFile().map(config.options()::locate)));
  }

  /**
   * @param reports empty while the server is starting
   * @param signs equal as long as nothing happened that a reader waits for
   */
  PeersRoute(Supplier<Optional<PeerReport>> reports, Supplier<?> signs, ReportAccess access) {
    this.reports = reports;
    this.signs = signs;
    this.access = access;
    this.waiting = new WaitingReaders(signs);
  }

  void register(@Observes Router router) {
    router
        .route(PeerReport.PATH)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .blockingHandler(this::answer);
  }

  /** How many readers wait now. */
  int waiting() {
    return waiting.waiting();
  }

  private void answer(RoutingContext reader) {
    answer(reader, ReportRequest.of(header(reader, "If-None-Match"), header(reader, "Prefer")));
  }

  private void answer(RoutingContext reader, ReportRequest request) {
    var from =
        NetUtil.createInetAddressFromIpAddressString(
            reader.request().remoteAddress().hostAddress());
    switch (access.judge(header(reader, "Authorization"), from)) {
      case Answer.Refused(int status, String words) -> refuse(reader, status, words);
      case Answer.Granted() -> {
        // Before the report, so that nothing is missed that happens meanwhile.
        Object before = signs.get();
        reports
            .get()
            .ifPresentOrElse(
                report -> answer(reader, request, report, before),
                () -> refuse(reader, UNAVAILABLE, "the server is starting"));
      }
    }
  }

  private void answer(
      RoutingContext reader, ReportRequest request, PeerReport report, Object before) {
    var tag = ReportTag.of(report);
    if (!request.has(tag)) {
      send(reader, report, tag);
    } else if (request.patience().isZero()
        || !waiting.admit(
            reader, before, request.patience(), () -> answer(reader, request.atOnce()))) {
      described(reader, tag)
          .setStatusCode(HttpURLConnection.HTTP_NOT_MODIFIED)
          .putHeader(ReportRequest.AT, report.at().toString())
          .end();
    }
  }

  private static void refuse(RoutingContext reader, int status, String words) {
    if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
      reader.response().putHeader("WWW-Authenticate", "Bearer realm=\"peer report\"");
    }
    end(
        reader.request(),
        reader
            .response()
            .setStatusCode(status)
            .putHeader("Content-Type", "text/plain; charset=utf-8"),
        Buffer.buffer(words + "\n"));
  }

  private static void send(RoutingContext reader, PeerReport report, ReportTag tag) {
    end(
        reader.request(),
        described(reader, tag).putHeader("Content-Type", "application/json"),
        Buffer.buffer(PeerReportJson.write(report)));
  }

  private static HttpServerResponse described(RoutingContext reader, ReportTag tag) {
    return reader.response().putHeader("Cache-Control", "no-store").putHeader("ETag", tag.text());
  }

  private static void end(HttpServerRequest request, HttpServerResponse response, Buffer body) {
    if (request.method() == HttpMethod.HEAD) {
      response.end();
    } else {
      response.end(body);
    }
  }

  private static Optional<String> header(RoutingContext reader, String name) {
    return Optional.ofNullable(reader.request().getHeader(name));
  }
}
