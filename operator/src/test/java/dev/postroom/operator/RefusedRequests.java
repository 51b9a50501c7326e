package dev.postroom.operator;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** Notes what a client asked for and was not allowed. */
final class RefusedRequests implements Interceptor {

  private final NavigableSet<String> refused = new ConcurrentSkipListSet<>();

  /** Method and path of each, once. */
  NavigableSet<String> refused() {
    return refused;
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    note(request, response);
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    // An API server that is not there has refused nothing.
  }

  private void note(HttpRequest request, HttpResponse<?> response) {
    if (response.code() == HttpURLConnection.HTTP_FORBIDDEN
        || response.code() == HttpURLConnection.HTTP_UNAUTHORIZED) {
      refused.add(request.method() + " " + request.uri().getPath());
    }
  }
}
