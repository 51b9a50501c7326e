/**
 * What the API server fills in where a built-in object leaves it out, as far as operators, nodes
 * and controllers come across it. Values are those of Kubernetes 1.32 ({@code pkg/apis/*}{@code
 * /v1/defaults.go}). Pure functions over JSON.
 */
package dev.postroom.kubernetes.defaults;
