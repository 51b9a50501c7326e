package dev.postroom.operator;

/** Rolls with a real API server; controller and kubelet are those of the stand-in. */
@OnKubeApiServer
class KubeApiServerRollingTest extends RollingTest {

  @Override
  TestApi api() {
    return TestApi.KUBE_API_SERVER;
  }
}
