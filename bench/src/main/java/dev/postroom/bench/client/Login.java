package dev.postroom.bench.client;

/** Who logs in. */
public record Login(String user, String password) {}
