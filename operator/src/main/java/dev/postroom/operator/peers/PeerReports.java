package dev.postroom.operator.peers;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** Asks pods for their peer reports. */
public interface PeerReports {

  /**
   * One answer per pod, in their order; never fails and is done within some seconds.
   *
   * @param token opens the reports of these pods
   */
  List<PodReport> of(List<Pod> pods, String token);
}
