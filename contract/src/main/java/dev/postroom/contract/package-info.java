/**
 * What operator and server say to each other, without any framework in it: Courier's files one way
 * ({@code settings}, {@code access}), the peer report the other way ({@code report}). Beside these
 * what both have to judge alike: PROXY headers ({@code proxy}), tokens ({@code oauth}) and
 * certificates ({@code tls}).
 */
package dev.postroom.contract;
