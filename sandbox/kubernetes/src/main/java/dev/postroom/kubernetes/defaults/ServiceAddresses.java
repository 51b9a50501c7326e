package dev.postroom.kubernetes.defaults;

import java.util.Set;

/** Allocates what no two Services may share. */
public interface ServiceAddresses {

  /**
   * A cluster IP that no Service has.
   *
   * @throws dev.postroom.kubernetes.failure.ApiFailure when there is none left
   */
  String clusterIp();

  /**
   * A node port that no Service has.
   *
   * @param alsoTaken ports given out already that no stored Service shows yet
   * @throws dev.postroom.kubernetes.failure.ApiFailure when there is none left
   */
  int nodePort(Set<Integer> alsoTaken);
}
