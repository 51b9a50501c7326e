/** Desired objects made real by server-side apply, and only when there is something to make. */
package dev.postroom.operator.apply;
