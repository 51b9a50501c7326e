package dev.postroom.kubernetes.defaults;

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
   * @throws dev.postroom.kubernetes.failure.ApiFailure when there is none left
   */
  int nodePort();
}
