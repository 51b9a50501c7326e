package dev.postroom.operator;

/** An operator that dies between two writes to a real API server. */
@OnKubeApiServer
class KubeApiServerCrashTest extends CrashTest {

  @Override
  TestApi api() {
    return TestApi.KUBE_API_SERVER;
  }
}
