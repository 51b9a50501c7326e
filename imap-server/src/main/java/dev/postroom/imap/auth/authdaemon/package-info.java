/**
 * What Courier's authdaemond does: asks the modules that {@code authdaemonrc} names, in its order.
 */
package dev.postroom.imap.auth.authdaemon;
