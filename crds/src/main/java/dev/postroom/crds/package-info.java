/**
 * The {@code ImapServer} resource, {@code postroom.dev/v1alpha1}. These types are the single source
 * of its CRD: names, defaults, limits, validation and the texts of {@code kubectl explain} are
 * written here as annotations, and {@code crds/imapservers.postroom.dev.yaml} is generated from
 * them. A default stands in the constructor too, so that a resource that never passed an API server
 * reads the same.
 */
package dev.postroom.crds;
