/** The PROXY protocol: where it is expected, and from whom it is believed. */
package dev.postroom.contract.proxy;
