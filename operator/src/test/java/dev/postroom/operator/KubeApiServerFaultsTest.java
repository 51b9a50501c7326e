package dev.postroom.operator;

/** What goes wrong around an operator, with a real API server behind the faults. */
@OnKubeApiServer
class KubeApiServerFaultsTest extends FaultsTest {

  @Override
  TestApi api() {
    return TestApi.KUBE_API_SERVER;
  }
}
