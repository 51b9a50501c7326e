/**
 * The real thing: kube-apiserver and etcd as processes of their own, where their binaries are at
 * hand. What holds of the stand-in is held of them by the same tests.
 */
package dev.postroom.kubernetes.upstream;
