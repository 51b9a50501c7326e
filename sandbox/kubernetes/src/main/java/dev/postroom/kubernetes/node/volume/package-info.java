/**
 * Volumes of pods as directories: what a ConfigMap, Secret, projected or downward API volume holds
 * (pure), and how it is put on disk so that readers see either all of the old or all of the new.
 */
package dev.postroom.kubernetes.node.volume;
