package dev.postroom.operator;

/** All that a server owns, on a real API server, which has no garbage collector. */
@OnKubeApiServer
class KubeApiServerOwnedObjectsTest extends OwnedObjectsTest {

  @Override
  TestApi api() {
    return TestApi.KUBE_API_SERVER;
  }
}
