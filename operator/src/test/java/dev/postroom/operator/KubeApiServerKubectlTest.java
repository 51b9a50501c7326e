package dev.postroom.operator;

/** kubectl of its version, on a real API server. */
@OnKubeApiServer
class KubeApiServerKubectlTest extends KubectlTest {

  @Override
  TestApi api() {
    return TestApi.KUBE_API_SERVER;
  }
}
