/**
 * The three servers, each started as its own maker means it to be, on one loopback address, with
 * equal users and equal mail.
 */
package dev.postroom.bench.server;
