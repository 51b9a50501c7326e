package dev.postroom.office.play;

/** Somebody with a mailbox. */
public record Person(String name, String password) {}
