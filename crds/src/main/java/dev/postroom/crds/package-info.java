/**
 * The {@code ImapServer} resource, {@code postroom.dev/v1alpha1}, from which its CRD is generated.
 */
package dev.postroom.crds;
