package dev.postroom.kubernetes.registry;

import dev.postroom.kubernetes.defaults.Defaults;
import dev.postroom.kubernetes.resource.ResourceTypes;
import dev.postroom.kubernetes.store.ObjectStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** The objects with everything that keeps them in order, put together and running. */
public final class Registry implements AutoCloseable {

  private final ObjectStore store = new ObjectStore();
  private final ResourceTypes types = new ResourceTypes();
  private final Resources resources;
  private final GarbageCollector collector;

  private Registry(Clock clock, String serviceRange) {
    var metadata = new MetadataRules(clock, UUID::randomUUID, new SecureRandom());
    var deletion = new Deletion(store, metadata);
    var customResources = new CustomResources(types);
    var addresses = new StoredServiceAddresses(store, serviceRange);
    var builtIn =
        new BuiltInTypeRules(new Defaults(addresses), new ClaimChanges(store), metadata::now);
    resources =
        new Resources(
            store,
            types,
            type -> types.isBuiltIn(type) ? builtIn.rules(type) : customResources.rules(type),
            metadata,
            deletion);
    resources.observe(new WriteConsequences(types, customResources, resources));
    collector =
        new GarbageCollector(store, deletion, new EventExpiry(clock), customResources::removed);
  }

  /**
   * Starts an empty cluster: nothing but its first namespaces.
   *
   * @param serviceRange the range that Services get their addresses from, such as {@code
   *     127.96.0.0/24}
   */
  public static Registry start(Clock clock, String serviceRange) {
    var registry = new Registry(clock, serviceRange);
    Bootstrap.createFirstObjects(registry.types, registry.resources);
    registry.collector.start();
    return registry;
  }

  /** Where the objects are. */
  public ObjectStore store() {
    return store;
  }

  /** Which resources there are. */
  public ResourceTypes types() {
    return types;
  }

  /** The verbs that write. */
  public Resources resources() {
    return resources;
  }

  @Override
  public void close() {
    store.close();
    collector.close();
  }
}
