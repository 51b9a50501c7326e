package dev.postroom.contract.access;

/** {@code *}: every address that no network of the map contains. */
public record AnyAddress() implements AccessKey {

  @Override
  public String toString() {
    return "*";
  }
}
