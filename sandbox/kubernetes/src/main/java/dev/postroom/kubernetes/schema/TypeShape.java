package dev.postroom.kubernetes.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * How one value of an API type merges: what server-side apply and strategic merge patch must know
 * of it, and nothing else (kubernetes-sigs/structured-merge-diff, {@code schema/elements.go}). Walk
 * it beside the JSON with {@link #child} and {@link #element}; both answer for every field, a field
 * nobody described is {@link Unknown}.
 *
 * <p>Shapes of recursive types are resolved when they are asked for, so do not walk a shape without
 * a value beside it.
 */
public sealed interface TypeShape {

  /** Nothing is known: maps merge field by field, lists are replaced as a whole. */
  TypeShape UNKNOWN = new Unknown();

  /** A value that is owned and replaced as a whole. */
  TypeShape SCALAR = new Scalar();

  /** The shape of a field of this object, {@link #UNKNOWN} where the type does not say. */
  default TypeShape child(String field) {
    return UNKNOWN;
  }

  /** The shape of an element of this list, {@link #UNKNOWN} for what is not a list. */
  default TypeShape element() {
    return UNKNOWN;
  }

  /**
   * The fields that tell elements of a {@link MapList} apart, the first of them being the merge key
   * of strategic merge patch; empty for every other shape.
   */
  default List<String> keys() {
    return List.of();
  }

  /** True for a map or struct that is owned and replaced as a whole. */
  default boolean atomic() {
    return false;
  }

  /** A value the type does not describe. */
  record Unknown() implements TypeShape {}

  /** A string, number, boolean, or a value that is treated like one (quantities, int-or-string). */
  record Scalar() implements TypeShape {
    @Override
    public boolean atomic() {
      return true;
    }
  }

  /**
   * An object with named fields, merged field by field unless {@code atomic}.
   *
   * @param fields the names of its fields
   * @param shapes the shape of a field among {@code fields}
   * @param atomic whether it is replaced as a whole ({@code x-kubernetes-map-type: atomic})
   */
  record Struct(Set<String> fields, Function<String, TypeShape> shapes, boolean atomic)
      implements TypeShape {

    public Struct {
      fields = Set.copyOf(fields);
    }

    /** A struct whose shapes are all known. */
    public static Struct of(Map<String, TypeShape> shapes) {
      var copy = Map.copyOf(shapes);
      return new Struct(copy.keySet(), copy::get, false);
    }

    @Override
    public TypeShape child(String field) {
      return fields.contains(field) ? shapes.apply(field) : UNKNOWN;
    }
  }

  /**
   * An object with arbitrary names, such as labels, merged name by name unless {@code atomic}.
   *
   * @param values the shape of every value
   * @param atomic whether it is replaced as a whole
   */
  record MapOf(TypeShape values, boolean atomic) implements TypeShape {
    @Override
    public TypeShape child(String field) {
      return values;
    }
  }

  /** A list that is replaced as a whole ({@code x-kubernetes-list-type: atomic}, the default). */
  record AtomicList(TypeShape element) implements TypeShape {}

  /** A list of distinct scalars, merged value by value ({@code x-kubernetes-list-type: set}). */
  record SetList(TypeShape element) implements TypeShape {}

  /**
   * A list of objects told apart by {@code keys}, merged element by element ({@code
   * x-kubernetes-list-type: map}).
   *
   * @param defaults what an absent key means (a container port without a protocol is TCP)
   */
  record MapList(List<String> keys, Map<String, String> defaults, TypeShape element)
      implements TypeShape {
    public MapList {
      keys = List.copyOf(keys);
      defaults = Map.copyOf(defaults);
    }
  }
}
