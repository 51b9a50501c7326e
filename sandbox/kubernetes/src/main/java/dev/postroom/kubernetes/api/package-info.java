/**
 * The API over HTTP: paths, query parameters, content types, status codes, watch streams. What a
 * verb does is decided in {@code registry}.
 */
package dev.postroom.kubernetes.api;
