package dev.postroom.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodTroubleTest {

  private static final Instant CREATED = Instant.parse("2026-11-22T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {containerStatuses: [{image: "no:1", state: {waiting: {reason: ImagePullBackOff, message: not found}}}]} | ImageUnavailable | pod mail-0 cannot have the image no:1 (ImagePullBackOff: not found); set spec.image to one that the node can pull
          {containerStatuses: [{state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {exitCode: 2}}}]} | Crashing | the server in pod mail-0 ends soon after each start with status 2; kubectl logs --previous mail-0 says why
          {containerStatuses: [{state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {exitCode: 137, reason: OOMKilled}}}]} | Crashing | the server in pod mail-0 ends soon after each start, as it wants more memory than it may have (OOMKilled); raise spec.pod.resources.limits.memory
          {containerStatuses: [{state: {waiting: {reason: CreateContainerConfigError, message: no secret}}}]} | CannotStart | pod mail-0 cannot be started (CreateContainerConfigError: no secret); see that what it mounts is there
          {conditions: [{type: PodScheduled, status: "False", message: 0/3 nodes are available}]} | Unschedulable | pod mail-0 finds no node: 0/3 nodes are available; make room, or have its claim bound
          """)
  void saysWhatKeepsAPodAndWhatToMend(String status, PodTrouble.Kind kind, String message) {
    assertThat(PodTrouble.of(pod(status), CREATED)).contains(new PodTrouble(kind, message));
  }

  @Test
  void aPodHasItsTimeToStart() {
    var starting = pod("{containerStatuses: [{state: {waiting: {reason: ContainerCreating}}}]}");

    assertThat(PodTrouble.of(starting, CREATED.plus(PodTrouble.SLOW))).isEmpty();
    assertThat(PodTrouble.of(starting, CREATED.plus(PodTrouble.SLOW).plusSeconds(1)))
        .hasValueSatisfying(
            trouble -> {
              assertThat(trouble.kind()).isEqualTo(PodTrouble.Kind.Slow);
              assertThat(trouble.message()).startsWith("pod mail-0 has not been ready for 120 s");
            });
  }

  /** Otherwise a server would be stuck and not stuck in turn, each time its container starts. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "waiting: {reason: CrashLoopBackOff}",
        "running: {startedAt: \"2026-11-22T12:00:10Z\"}",
        "terminated: {exitCode: 2}"
      })
  void aServerThatCrashesIsInTheSameTroubleWhileItRunsUntilItCrashesAgain(String state) {
    var last =
        "{exitCode: 2, startedAt: \"2026-11-22T12:00:00Z\", finishedAt: \"2026-11-22T12:00:05Z\"}";

    assertThat(PodTrouble.of(crashed(state, last), CREATED.plusSeconds(15)))
        .map(PodTrouble::message)
        .contains(
            "the server in pod mail-0 ends soon after each start with status 2; kubectl logs"
                + " --previous mail-0 says why");
  }

  /** As kubelet 1.36 with containerd told it of an image without Java. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "state: {waiting: {reason: RunContainerError, message: 'exec: not found'}}",
        "state: {waiting: {reason: RunContainerError, message: 'exec: not found'}}, lastState: {terminated: {reason: StartError, message: 'exec: not found', exitCode: 128}}",
        "state: {waiting: {reason: CrashLoopBackOff, message: back-off 20s}}, lastState: {terminated: {reason: StartError, message: 'exec: not found', exitCode: 128, startedAt: '1970-01-01T00:00:00Z', finishedAt: '2026-11-22T12:00:05Z'}}",
        "state: {terminated: {reason: StartError, message: 'exec: not found', exitCode: 128, startedAt: '1970-01-01T00:00:00Z', finishedAt: '2026-11-22T12:00:05Z'}}"
      })
  void whatNeverRanIsTheSameTroubleAtEachAttemptAndHasNoLogToLookInto(String states) {
    var pod = pod("{containerStatuses: [{image: 'busybox:1', %s}]}".formatted(states));

    assertThat(PodTrouble.of(pod, CREATED.plusSeconds(15)))
        .contains(
            new PodTrouble(
                PodTrouble.Kind.CannotStart,
                "nothing runs in pod mail-0 (exec: not found); see that the image busybox:1 is one"
                    + " of the server"));
  }

  @Test
  void aServerThatRunsAfterAFailedStartHasItsTime() {
    var started = "running: {startedAt: \"2026-11-22T12:00:10Z\"}";
    var failed =
        "{reason: StartError, exitCode: 128, startedAt: \"1970-01-01T00:00:00Z\", finishedAt:"
            + " \"2026-11-22T12:00:05Z\"}";

    assertThat(PodTrouble.of(crashed(started, failed), CREATED.plusSeconds(15))).isEmpty();
  }

  @Test
  void aServerThatRanForLongDoesNotCrashSoonAfterEachStart() {
    var started = "running: {startedAt: \"2026-11-22T12:20:00Z\"}";
    var soon =
        "{exitCode: 2, startedAt: \"2026-11-22T12:00:00Z\", finishedAt: \"2026-11-22T12:00:05Z\"}";
    var late =
        "{exitCode: 2, startedAt: \"2026-11-22T12:00:00Z\", finishedAt: \"2026-11-22T12:19:05Z\"}";
    var now = Instant.parse("2026-11-22T12:31:00Z");

    assertThat(PodTrouble.of(crashed(started, soon), now))
        .map(PodTrouble::kind)
        .contains(PodTrouble.Kind.Slow);
    assertThat(PodTrouble.of(crashed(started, late), Instant.parse("2026-11-22T12:20:10Z")))
        .isEmpty();
  }

  private static Pod crashed(String state, String last) {
    return pod(
        "{conditions: [{type: Ready, status: \"False\", lastTransitionTime: \"2026-11-22T12:20:00Z\"}], containerStatuses: [{state: {%s}, lastState: {terminated: %s}}]}"
            .formatted(state, last));
  }

  @Test
  void aPodThatServedUntilNowHasTheSameTime() {
    var pod =
        pod(
            "{conditions: [{type: Ready, status: \"False\", lastTransitionTime: \"2026-11-25T12:00:00Z\"}]}");
    var left = Instant.parse("2026-11-25T12:00:00Z");

    assertThat(PodTrouble.of(pod, left.plusSeconds(1))).isEmpty();
    assertThat(PodTrouble.of(pod, left.plus(PodTrouble.SLOW).plusSeconds(1))).isPresent();
  }

  @Test
  void aPodThatServesIsInNoTrouble() {
    assertThat(
            PodTrouble.of(
                pod("{conditions: [{type: Ready, status: \"True\"}]}"), CREATED.plusSeconds(9999)))
        .isEmpty();
  }

  private static Pod pod(String status) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: mail-0, creationTimestamp: "2026-11-22T12:00:00Z"}
        status: %s
        """
            .formatted(status),
        Pod.class);
  }
}
