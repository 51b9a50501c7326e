package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a deletion came to.
 *
 * @param object the object as it last was, or as it is while something holds it
 * @param gone whether it is gone; otherwise it is marked for deletion
 */
public record Deleted(ObjectNode object, boolean gone) {}
