package dev.postroom.kubernetes.schema;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;
import static dev.cel.common.CelOverloadDecl.newMemberOverload;

import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.List;

/**
 * Quantities in rules (apiserver {@code cel/library/quantity.go}): reading and comparing them.
 * Arithmetic on them is left out; a definition that calls it is refused when it is created.
 */
final class CelQuantities implements CelCompilerLibrary, CelRuntimeLibrary {

  private static final CelType QUANTITY = OpaqueType.create("kubernetes.Quantity");

  private static final List<CelFunctionDecl> FUNCTIONS =
      List.of(
          newFunctionDeclaration(
              "quantity", newGlobalOverload("string_to_quantity", QUANTITY, SimpleType.STRING)),
          newFunctionDeclaration(
              "isQuantity",
              newGlobalOverload("is_quantity_string", SimpleType.BOOL, SimpleType.STRING)),
          comparison("compareTo", "quantity_compare_to", SimpleType.INT),
          comparison("isLessThan", "quantity_is_less_than", SimpleType.BOOL),
          comparison("isGreaterThan", "quantity_is_greater_than", SimpleType.BOOL));

  private static final List<CelFunctionBinding> BINDINGS =
      List.of(
          CelFunctionBinding.from("string_to_quantity", String.class, Amount::of),
          CelFunctionBinding.from("is_quantity_string", String.class, Amount::isAmount),
          CelFunctionBinding.from(
              "quantity_compare_to", Amount.class, Amount.class, (a, b) -> (long) a.compareTo(b)),
          CelFunctionBinding.from(
              "quantity_is_less_than", Amount.class, Amount.class, (a, b) -> a.compareTo(b) < 0),
          CelFunctionBinding.from(
              "quantity_is_greater_than",
              Amount.class,
              Amount.class,
              (a, b) -> a.compareTo(b) > 0));

  private static CelFunctionDecl comparison(String name, String overload, CelType result) {
    return newFunctionDeclaration(name, newMemberOverload(overload, result, QUANTITY, QUANTITY));
  }

  @Override
  public void setCheckerOptions(CelCheckerBuilder checker) {
    checker.addFunctionDeclarations(FUNCTIONS);
  }

  @Override
  public void setRuntimeOptions(CelRuntimeBuilder runtime) {
    runtime.addFunctionBindings(BINDINGS);
  }

  /** A quantity's value; {@code 1Gi} and {@code 1024Mi} are the same. */
  private record Amount(BigDecimal value) implements Comparable<Amount> {

    static Amount of(String text) {
      return new Amount(Quantity.getAmountInBytes(new Quantity(text)));
    }

    static boolean isAmount(String text) {
      try {
        of(text);
        return true;
      } catch (IllegalArgumentException notOne) {
        return false;
      }
    }

    @Override
    public int compareTo(Amount other) {
      return value.compareTo(other.value);
    }
  }
}
