/**
 * What a server owns beside its files and pods: the claim with its mail, what protects its pods and
 * what watches them. Made, repaired, and removed when it is no longer wanted.
 */
package dev.postroom.operator.owned;
