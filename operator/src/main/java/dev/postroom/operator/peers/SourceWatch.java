package dev.postroom.operator.peers;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.crds.ServiceSpec;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Judges from look to look whether one server sees its clients' addresses. It takes half of the
 * connections to lose trust and three quarters to win it back, and while nobody is connected what
 * was thought last is thought still; so the judgement does not swing.
 */
public final class SourceWatch {

  /** So many refusals are no stray connection. */
  private static final int SEVERAL = 3;

  private final ProxyRefusalWatch refusals = new ProxyRefusalWatch();
  private SourceTrust last = new SourceTrust.Unknown("no client was connected yet");

  /**
   * What is thought now.
   *
   * @param reports those that were given
   * @param pods the pods that were asked, with their addresses and those of their nodes
   * @param service as it is wanted
   */
  public SourceTrust judge(
      List<PeerReport> reports,
      Collection<Pod> pods,
      Nodes nodes,
      ServiceSpec service,
      Instant now) {
    if (reports.isEmpty()) {
      return new SourceTrust.Unknown("no pod gave a report");
    }
    refusals.look(reports, now);
    var view = SourceView.of(reports, pods, nodes);
    var words = new SourceWords(service, view);
    last =
        shutOut(service, view, words)
            .or(() -> view.isEmpty() ? Optional.of(last) : Optional.empty())
            .or(() -> hidden(view, words))
            .orElseGet(() -> seen(view, words));
    return last;
  }

  /** Nobody gets in by the load balancer. */
  private Optional<SourceTrust> shutOut(ServiceSpec service, SourceView view, SourceWords words) {
    boolean somebody =
        view.counts().connections() > 0 || view.open() > view.counts().insideCluster();
    if (service.proxyProtocol() == null || somebody) {
      return Optional.empty();
    }
    if (refusals.untrusted() >= SEVERAL) {
      return Optional.of(
          new SourceTrust.Untrusted(
              SourceReason.ProxyNotTrusted,
              words.notTrusted(refusals.untrusted()),
              view.hiding(),
              false));
    }
    return refusals.withoutHeader() >= SEVERAL
        ? Optional.of(
            new SourceTrust.Untrusted(
                SourceReason.ProxyHeaderMissing,
                words.headerMissing(refusals.withoutHeader()),
                view.hiding(),
                false))
        : Optional.empty();
  }

  private Optional<SourceTrust> hidden(SourceView view, SourceWords words) {
    boolean isHidden =
        was(SourceReason.NodeAddressesSeen) || was(SourceReason.PodAddressesSeen)
            ? view.isStillHidden()
            : view.isMostlyHidden();
    return isHidden
        ? Optional.of(
            new SourceTrust.Untrusted(
                view.isOfPod() ? SourceReason.PodAddressesSeen : SourceReason.NodeAddressesSeen,
                words.hidden(),
                view.hiding(),
                view.hidden().isEmpty()))
        : Optional.empty();
  }

  private SourceTrust seen(SourceView view, SourceWords words) {
    var problem = view.nodes().problem();
    if (problem.isPresent()) {
      return new SourceTrust.Unknown(
          SourceReason.NodesNotKnown, words.nodesNotKnown(problem.get()), view.hiding());
    }
    return view.oneForMost(was(SourceReason.MostlyOneAddress))
        .<SourceTrust>map(
            peer ->
                new SourceTrust.Trusted(
                    SourceReason.MostlyOneAddress, words.oneForMost(peer), view.hiding()))
        .orElseGet(
            () ->
                new SourceTrust.Trusted(
                    SourceReason.ClientAddressesSeen, words.seen(refusals), view.hiding()));
  }

  private boolean was(SourceReason reason) {
    return last.reason() == reason;
  }
}
