/**
 * What operator and server say to each other, without any framework in it: Courier's files one way
 * ({@code settings}, {@code access}), the peer report the other way ({@code report}).
 */
package dev.postroom.contract;
