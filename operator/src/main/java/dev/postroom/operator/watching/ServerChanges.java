package dev.postroom.operator.watching;

import dev.postroom.crds.Annotations;
import dev.postroom.crds.ImapServer;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;

/**
 * Which updates of an ImapServer are worth a reconciliation: of the specification, of an annotation
 * of ours, and the beginning of the end. The Java Operator SDK's own filter knows no annotations
 * and can only be narrowed; so it is off, and this one stands in its place. What is left out are
 * the operator's own writes of the status.
 */
public final class ServerChanges implements OnUpdateFilter<ImapServer> {

  @Override
  public boolean accept(ImapServer now, ImapServer before) {
    return !now.getMetadata().getGeneration().equals(before.getMetadata().getGeneration())
        || now.isMarkedForDeletion() != before.isMarkedForDeletion()
        || !now.getMetadata().getUid().equals(before.getMetadata().getUid())
        || !Annotations.of(now).equals(Annotations.of(before));
  }
}
