/**
 * How the API says no: one exception that every layer throws and that HTTP turns into a Status
 * object, worded as kube-apiserver words it because kubectl and client libraries read the words.
 */
package dev.postroom.kubernetes.failure;
