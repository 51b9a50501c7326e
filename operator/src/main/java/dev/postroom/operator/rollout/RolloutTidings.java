package dev.postroom.operator.rollout;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.events.EventReason;
import dev.postroom.operator.events.ServerEvents;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** Tells of a rollout by Events. */
final class RolloutTidings {

  private final ServerEvents events;

  RolloutTidings(ServerEvents events) {
    this.events = events;
  }

  void rolling(ImapServer server, List<String> reasons) {
    var words = String.join("; ", reasons);
    tell(server, EventReason.Rolling, words, "pods are replaced one by one: " + words);
  }

  void rolled(ImapServer server, RollProgress progress, List<String> reasons) {
    var words = String.join("; ", reasons);
    tell(
        server,
        EventReason.Rolled,
        words,
        "all pods are replaced, %d of %d are ready%s"
            .formatted(progress.ready(), progress.total(), words.isEmpty() ? "" : ": " + words));
  }

  void waits(ImapServer server, List<String> reasons) {
    var words = String.join("; ", reasons);
    tell(
        server,
        EventReason.RollWaits,
        words,
        "pods have to be replaced, and wait until other servers have done so: " + words);
  }

  void stuck(ImapServer server, PodTrouble trouble) {
    tell(server, EventReason.RollStuck, trouble.kind().name(), trouble.message());
  }

  void cleared(ImapServer server, Pod pod, PodTrouble trouble) {
    tell(
        server,
        EventReason.StuckPodDeleted,
        pod.getMetadata().getUid(),
        "a pod of an earlier template, which did not serve, gives way: " + trouble.message());
  }

  void blocked(ImapServer server, String why) {
    tell(server, EventReason.RollBlocked, why, why);
  }

  void recreating(ImapServer server, List<String> fields) {
    var words = String.join(", ", fields);
    tell(
        server,
        EventReason.Recreating,
        words,
        "the StatefulSet is made anew around its pods, which stay, because it cannot be changed"
            + " in place: "
            + words);
  }

  void updateWaits(ImapServer server, String update) {
    tell(
        server,
        EventReason.UpdateWaits,
        update,
        "an update of the pods waits for the next roll, kubectl annotate imap %s %s=\"$(date)\""
                .formatted(server.getMetadata().getName(), RestartRequest.ANNOTATION)
            + " --overwrite brings it now: "
            + update);
  }

  void unreadable(ImapServer server, String problem) {
    tell(
        server,
        EventReason.TemplateUnreadable,
        "",
        "what was kept of the pod template cannot be read, that of the StatefulSet is taken: "
            + problem);
  }

  private void tell(ImapServer server, EventReason news, String matter, String message) {
    var about = about(server, matter);
    switch (news) {
      case RollStuck, RollBlocked, TemplateUnreadable ->
          events.warning(server, news, about, message);
      default -> events.normal(server, news, about, message);
    }
  }

  /** A second roll for the same cause is news: its specification is another. */
  private static String about(ImapServer server, String matter) {
    return server.getMetadata().getGeneration() + " " + matter;
  }
}
