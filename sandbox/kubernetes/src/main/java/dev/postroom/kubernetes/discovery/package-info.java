/**
 * What the API server says about itself: discovery documents and OpenAPI. Pure functions from the
 * resources there are and their schemas.
 */
package dev.postroom.kubernetes.discovery;
