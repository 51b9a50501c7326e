package dev.postroom.contract.settings;

/**
 * What a variable holds, and why.
 *
 * @param text the value, expanded; never null
 * @param origin where it comes from
 */
public record EffectiveValue(String text, Origin origin) {}
