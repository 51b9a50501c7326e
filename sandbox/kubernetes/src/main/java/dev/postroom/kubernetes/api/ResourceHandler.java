package dev.postroom.kubernetes.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.registry.Deleted;
import dev.postroom.kubernetes.registry.Resources;
import dev.postroom.kubernetes.registry.Subresource;
import dev.postroom.kubernetes.registry.WriteOptions;
import dev.postroom.kubernetes.registry.Written;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.resource.ResourceTypes;
import dev.postroom.kubernetes.store.Metadata;
import dev.postroom.kubernetes.store.ObjectStore;
import java.util.List;

/** Serves the paths of resources: turns method, path and parameters into a verb. */
final class ResourceHandler {

  private final ObjectStore store;
  private final ResourceTypes types;
  private final Resources resources;
  private final Lists lists;
  private final Renderings renderings;

  ResourceHandler(
      ObjectStore store, ResourceTypes types, Resources resources, Renderings renderings) {
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
    if (path.name().isEmpty()) {
      collection(exchange, type, path);
      return;
    }
    if (path.subresource().isEmpty()) {
      object(exchange, type, path, Subresource.NONE);
    } else if (path.subresource().equals("status") && type.status()) {
      object(exchange, type, path, Subresource.STATUS);
    } else {
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
        Selection.of(type, path, exchange.query()),
        exchange.query(),
        exchange.json(),
        object -> rendering.object(type, object));
  }

  private ResourceType type(ResourcePath path) {
    return types
        .find(path.group(), path.version(), path.plural())
        .orElseThrow(ApiFailure::noSuchPath);
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
      resources.delete(type, metadata.namespace(), metadata.name(), options);
    }
    exchange.send(200, new JsonRendering().list(type, page.metadata(), page.items()));
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

  private void get(Exchange exchange, ResourceType type, ResourcePath path) {
    var rendering = renderings.accepted(exchange);
    var object =
        store
            .get(Resources.key(type, path.namespace(), path.name()))
            .orElseThrow(() -> ApiFailure.notFound(type.groupResource(), path.name()));
    exchange.send(200, rendering.object(type, object));
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
