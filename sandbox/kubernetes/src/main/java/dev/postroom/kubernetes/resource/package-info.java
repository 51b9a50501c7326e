/**
 * The resources an API server knows: built in, or defined by a CustomResourceDefinition. Facts
 * only; nothing here stores or serves an object.
 */
package dev.postroom.kubernetes.resource;
