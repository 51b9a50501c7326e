package dev.postroom.operator;

/** Rolls that are interrupted, with a real API server. */
@OnKubeApiServer
class KubeApiServerInterruptedRollTest extends InterruptedRollTest {

  @Override
  TestApi api() {
    return TestApi.KUBE_API_SERVER;
  }
}
