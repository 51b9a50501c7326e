package dev.postroom.contract.access;

/** Whom a record of the access map is about. */
public sealed interface AccessKey permits AnyAddress, LocalPort, Network {}
