package dev.postroom.contract.access;

/**
 * One file of an access map.
 *
 * @param fileName what messages call the file
 * @param text what is in it
 */
public record AccessSource(String fileName, String text) {}
