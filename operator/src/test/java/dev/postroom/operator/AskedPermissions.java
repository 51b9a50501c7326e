package dev.postroom.operator;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/**
 * Notes which permissions a client's requests need, as kube-apiserver would ask its authorizer.
 * Requests about no resource ({@code /version}, discovery) are everybody's and not noted.
 */
final class AskedPermissions implements Interceptor {

  private static final Pattern RESOURCE =
      Pattern.compile(
          "/(?:api|apis/(?<group>[^/]+))/[^/]+(?:/namespaces/[^/]+)?/(?<resource>[^/]+)"
              + "(?:/(?<name>[^/]+)(?:/(?<subresource>[^/]+))?)?");

  private final NavigableSet<Permission> asked = new ConcurrentSkipListSet<>();

  /** All that were needed until now. */
  NavigableSet<Permission> asked() {
    return asked;
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    note(request, false);
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    note(request, response.code() == HttpURLConnection.HTTP_CREATED);
  }

  private void note(HttpRequest request, boolean created) {
    var path = RESOURCE.matcher(request.uri().getPath());
    if (!path.matches()) {
      return;
    }
    var group = path.group("group") == null ? "" : path.group("group");
    var subresource = path.group("subresource");
    var resource = path.group("resource") + (subresource == null ? "" : "/" + subresource);
    asked.add(new Permission(group, resource, verb(request, path.group("name") != null)));
    if (created) {
      // Server-side apply needs it too where there was nothing yet.
      asked.add(new Permission(group, resource, "create"));
    }
    var body = request.bodyString();
    if (body != null && body.contains("\"blockOwnerDeletion\":true")) {
      // Asked of the owner by the admission plugin OwnerReferencesPermissionEnforcement.
      asked.add(new Permission("postroom.dev", "imapservers/finalizers", "update"));
    }
  }

  private static String verb(HttpRequest request, boolean named) {
    var query = request.uri().getQuery();
    return switch (request.method()) {
      case "GET" -> {
        if (query != null && query.contains("watch=true")) {
          yield "watch";
        }
        yield named ? "get" : "list";
      }
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> named ? "delete" : "deletecollection";
      default -> throw new IllegalArgumentException(request.method() + " " + request.uri());
    };
  }
}
