/**
 * The controllers of kube-controller-manager and kube-scheduler that Postroom relies on: pods of
 * StatefulSets, claims, endpoints, and the node a pod runs on. Each is a pure plan and a thin part
 * that reads and writes through an ordinary client.
 */
package dev.postroom.kubernetes.controller;
