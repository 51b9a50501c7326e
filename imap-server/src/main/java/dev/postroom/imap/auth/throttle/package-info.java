/**
 * How long a login has to wait because of those that failed before it. Pure: no thread, no timer,
 * and a clock that is injected.
 */
package dev.postroom.imap.auth.throttle;
