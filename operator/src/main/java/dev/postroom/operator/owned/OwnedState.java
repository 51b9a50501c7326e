package dev.postroom.operator.owned;

/**
 * What became of the objects that a server owns.
 *
 * @param storage the claim with its mail
 */
public record OwnedState(StorageState storage) {}
