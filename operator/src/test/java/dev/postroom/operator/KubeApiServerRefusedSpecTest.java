package dev.postroom.operator;

/** A real API server refuses what the rules are there for. */
@OnKubeApiServer
class KubeApiServerRefusedSpecTest extends RefusedSpecTest {

  @Override
  TestApi api() {
    return TestApi.KUBE_API_SERVER;
  }
}
