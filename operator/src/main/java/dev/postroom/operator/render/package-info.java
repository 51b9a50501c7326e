/**
 * Courier's files from the specification. What cannot be honoured is refused here, naming the
 * field, before a server sees it.
 */
package dev.postroom.operator.render;
