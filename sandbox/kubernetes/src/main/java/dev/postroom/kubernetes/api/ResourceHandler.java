package dev.postroom.kubernetes.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.registry.DeleteOptions;
import dev.postroom.kubernetes.registry.Deleted;
import dev.postroom.kubernetes.registry.Resources;
import dev.postroom.kubernetes.registry.Subresource;
import dev.postroom.kubernetes.registry.WriteOptions;
import dev.postroom.kubernetes.registry.Written;
import dev.postroom.kubernetes.resource.GroupResource;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.resource.ResourceTypes;
import dev.postroom.kubernetes.schema.TypeShape;
import dev.postroom.kubernetes.store.Metadata;
import dev.postroom.kubernetes.store.ObjectStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Serves the paths of resources: turns method, path and parameters into a verb. */
final class ResourceHandler {

  /** Characters that the name of a field manager may have. */
  static final int LONGEST_FIELD_MANAGER = 128;

  private static final GroupResource PODS = new GroupResource("", "pods");

  private final ObjectStore store;
  private final ResourceTypes types;
  private final Resources resources;
  private final Supplier<PodLogs> podLogs;
  private final Lists lists;
  private final Renderings renderings;

  ResourceHandler(
      ObjectStore store,
      ResourceTypes types,
      Resources resources,
      Renderings renderings,
      Supplier<PodLogs> podLogs) {
    this.podLogs = podLogs;
    this.renderings = renderings;
    this.store = store;
    this.types = types;
    this.resources = resources;
    this.lists = new Lists(store);
  }

  /** Whether the request is for a watch, which is answered with a stream. */
  static boolean isWatch(Exchange exchange) {
    return exchange.method().name().equals("GET") && exchange.query().flag("watch");
  }

  /** Answers a request that is not for a watch. */
  void handle(Exchange exchange, ResourcePath path) {
    var type = type(path);
    if (!type.stored() && !exchange.method().name().equals("POST")) {
      throw ApiFailure.methodNotAllowed();
    }
    if (path.name().isEmpty()) {
      collection(exchange, type, path);
      return;
    }
    switch (path.subresource()) {
      case "" -> object(exchange, type, path, Subresource.NONE);
      case "status" -> {
        require(type.status());
        object(exchange, type, path, Subresource.STATUS);
      }
      case "scale" -> scale(exchange, type, path);
      case "log" -> {
        require(type.groupResource().equals(PODS));
        log(exchange, path);
      }
      default -> throw ApiFailure.noSuchPath();
    }
  }

  private static void require(boolean subresource) {
    if (!subresource) {
      throw ApiFailure.noSuchPath();
    }
  }

  /** A watch of what the path and the parameters select. */
  Watch watch(Exchange exchange, ResourcePath path) {
    var type = type(path);
    var rendering = renderings.accepted(exchange);
    return new Watch(
        store,
        type,
        () -> find(path).isPresent(),
        Selection.of(type, path, exchange.query()),
        exchange.query(),
        exchange.json(),
        object -> rendering.object(type, object));
  }

  private ResourceType type(ResourcePath path) {
    return find(path).orElseThrow(ApiFailure::noSuchPath);
  }

  private Optional<ResourceType> find(ResourcePath path) {
    return types.find(path.group(), path.version(), path.plural());
  }

  private void collection(Exchange exchange, ResourceType type, ResourcePath path) {
    if (type.namespaced()
        && path.namespace().isEmpty()
        && !exchange.method().name().equals("GET")) {
      throw ApiFailure.methodNotAllowed();
    }
    switch (exchange.method().name()) {
      case "GET" -> list(exchange, type, path);
      case "POST" -> {
        if (!type.stored()) {
          exchange.send(201, AccessReviews.answer(type, exchange.bodyObject()));
          return;
        }
        var written =
            resources.create(type, path.namespace(), exchange.bodyObject(), options(exchange));
        send(exchange, type, written);
      }
      case "DELETE" -> deleteCollection(exchange, type, path);
      default -> throw ApiFailure.methodNotAllowed();
    }
  }

  private void list(Exchange exchange, ResourceType type, ResourcePath path) {
    var page = lists.list(type, Selection.of(type, path, exchange.query()), exchange.query());
    var rendering = renderings.accepted(exchange);
    exchange.send(200, rendering.list(type, page.metadata(), page.items()));
  }

  private void deleteCollection(Exchange exchange, ResourceType type, ResourcePath path) {
    var options = DeleteRequest.options(exchange);
    var page = lists.list(type, Selection.of(type, path, exchange.query()), exchange.query());
    for (var item : page.items()) {
      var metadata = Metadata.of(item);
      deleteUnlessGone(type, metadata, options);
    }
    exchange.send(200, new JsonRendering().list(type, page.metadata(), page.items()));
  }

  private void deleteUnlessGone(ResourceType type, Metadata metadata, DeleteOptions options) {
    try {
      resources.delete(type, metadata.namespace(), metadata.name(), options);
    } catch (ApiFailure failure) {
      // Somebody else deleted it since the list was made: it is as the client wants it.
      if (failure.reason() != ApiFailure.Reason.NOT_FOUND) {
        throw failure;
      }
    }
  }

  private void object(
      Exchange exchange, ResourceType type, ResourcePath path, Subresource subresource) {
    switch (exchange.method().name()) {
      case "GET" -> get(exchange, type, path);
      case "PUT" -> put(exchange, type, path, subresource);
      case "PATCH" -> patch(exchange, type, path, subresource);
      case "DELETE" -> {
        var options = DeleteRequest.options(exchange);
        send(exchange, type, resources.delete(type, path.namespace(), path.name(), options));
      }
      default -> throw ApiFailure.methodNotAllowed();
    }
  }

  private void scale(Exchange exchange, ResourceType type, ResourcePath path) {
    var view = new ScaleView(type.scale().orElseThrow(ApiFailure::noSuchPath));
    switch (exchange.method().name()) {
      case "GET" -> exchange.send(200, view.of(find(type, path)));
      case "PUT" -> {
        var wanted = exchange.bodyObject();
        updateScale(exchange, type, path, view, object -> wanted);
      }
      case "PATCH" -> {
        var patch = Patches.of(exchange, types.isBuiltIn(type), TypeShape.UNKNOWN);
        updateScale(exchange, type, path, view, object -> patch.applyTo(view.of(object)));
      }
      default -> throw ApiFailure.methodNotAllowed();
    }
  }

  private void updateScale(
      Exchange exchange,
      ResourceType type,
      ResourcePath path,
      ScaleView view,
      UnaryOperator<ObjectNode> wanted) {
    var written =
        resources.update(
            type,
            Subresource.NONE,
            path.namespace(),
            path.name(),
            live -> view.writeTo(live, wanted.apply(live)),
            options(exchange));
    exchange.send(200, view.of(written.object()), written.warnings());
  }

  private void log(Exchange exchange, ResourcePath path) {
    var query = exchange.query();
    var log =
        podLogs
            .get()
            .log(path.namespace(), path.name(), query.text("container"), query.number("tailLines"));
    exchange.sendText(log.orElseThrow(() -> ApiFailure.notFound(PODS, path.name())));
  }

  private ObjectNode find(ResourceType type, ResourcePath path) {
    return store
        .get(Resources.key(type, path.namespace(), path.name()))
        .orElseThrow(() -> ApiFailure.notFound(type.groupResource(), path.name()));
  }

  private void get(Exchange exchange, ResourceType type, ResourcePath path) {
    var rendering = renderings.accepted(exchange);
    exchange.send(200, rendering.object(type, find(type, path)));
  }

  private void put(
      Exchange exchange, ResourceType type, ResourcePath path, Subresource subresource) {
    var object = exchange.bodyObject();
    var written =
        resources.update(
            type, subresource, path.namespace(), path.name(), live -> object, options(exchange));
    send(exchange, type, written);
  }

  private void patch(
      Exchange exchange, ResourceType type, ResourcePath path, Subresource subresource) {
    var options = options(exchange);
    var written =
        exchange.contentType().equals(Patches.APPLY)
            ? resources.apply(
                type,
                subresource,
                path.namespace(),
                path.name(),
                Patches.configuration(exchange),
                options)
            : resources.update(
                type,
                subresource,
                path.namespace(),
                path.name(),
                Patches.of(exchange, types.isBuiltIn(type), resources.shape(type))::applyTo,
                options);
    send(exchange, type, written);
  }

  private static WriteOptions options(Exchange exchange) {
    var query = exchange.query();
    return new WriteOptions(
        fieldManager(exchange), query.fieldValidation(), query.dryRun(), query.flag("force"));
  }

  /** Who writes: as the parameter says, or the program that the User-Agent names. */
  private static String fieldManager(Exchange exchange) {
    var manager = exchange.query().text("fieldManager");
    if (manager.length() > LONGEST_FIELD_MANAGER) {
      throw ApiFailure.plain(
          ApiFailure.Reason.INVALID,
          "fieldManager: Too long: may not be more than %d bytes".formatted(LONGEST_FIELD_MANAGER));
    }
    return manager.isEmpty() ? exchange.header("User-Agent").split("/", 2)[0] : manager;
  }

  private void send(Exchange exchange, ResourceType type, Written written) {
    var rendering = renderings.accepted(exchange);
    exchange.send(
        written.created() ? 201 : 200,
        rendering.object(type, written.object()),
        written.warnings());
  }

  private static void send(Exchange exchange, ResourceType type, Deleted deleted) {
    if (deleted.gone()) {
      exchange.send(200, deletedStatus(type, deleted.object()), List.of());
    } else {
      exchange.send(200, new JsonRendering().object(type, deleted.object()), List.of());
    }
  }

  private static ObjectNode deletedStatus(ResourceType type, ObjectNode object) {
    var metadata = Metadata.of(object);
    var status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Success");
    status
        .putObject("details")
        .put("name", metadata.name())
        .put("group", type.group())
        .put("kind", type.plural())
        .put("uid", metadata.uid());
    return status;
  }
}
