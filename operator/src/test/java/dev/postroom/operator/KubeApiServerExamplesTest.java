package dev.postroom.operator;

/** Each of the examples is taken by a real API server. */
@OnKubeApiServer
class KubeApiServerExamplesTest extends ExamplesTest {

  @Override
  TestApi api() {
    return TestApi.KUBE_API_SERVER;
  }
}
