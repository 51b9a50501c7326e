package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.ResourceTypes;
import dev.postroom.kubernetes.store.Metadata;
import dev.postroom.kubernetes.store.ObjectKey;

/**
 * What follows from a write at once, since clients rely on it as soon as they have their answer: a
 * definition is served, a namespace has the account that its pods run as.
 */
final class WriteConsequences implements WriteObserver {

  private final ResourceTypes types;
  private final CustomResources customResources;
  private final Resources resources;

  WriteConsequences(ResourceTypes types, CustomResources customResources, Resources resources) {
    this.types = types;
    this.customResources = customResources;
    this.resources = resources;
  }

  @Override
  public void created(ObjectKey key, ObjectNode object) {
    if (key.resource().equals(Deletion.NAMESPACES)) {
      createDefaultAccount(Metadata.of(object).name());
    }
    changed(key, object);
  }

  @Override
  public void changed(ObjectKey key, ObjectNode object) {
    if (key.resource().equals(Deletion.DEFINITIONS)) {
      customResources.defined(object);
    }
  }

  private void createDefaultAccount(String namespace) {
    var account = JsonNodeFactory.instance.objectNode();
    account.putObject("metadata").put("name", "default");
    var accounts = types.find("", "v1", "serviceaccounts").orElseThrow();
    resources.create(accounts, namespace, account, Bootstrap.OPTIONS);
  }
}
