package dev.postroom.kubernetes.schema;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;
import static dev.cel.common.CelOverloadDecl.newMemberOverload;

import com.google.common.collect.ImmutableList;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The functions that Kubernetes adds to CEL's own (apiserver {@code cel/library}), as far as
 * resource definitions commonly use them: lists, regular expressions, and the checks for addresses.
 * Quantities are in {@link CelQuantities}; URLs, and the {@code ip} and {@code cidr} types are left
 * out; a definition that calls them is refused when it is created.
 */
final class CelLibrary implements CelCompilerLibrary, CelRuntimeLibrary {

  /** Matches {@code findAll} returns where its caller sets no limit. */
  private static final int MAXIMUM_MATCHES = 10_000;

  private static final CelType ELEMENT = TypeParamType.create("T");
  private static final CelType LIST = ListType.create(ELEMENT);
  private static final CelType STRINGS = ListType.create(SimpleType.STRING);

  private static final List<CelFunctionDecl> FUNCTIONS =
      List.of(
          member("isSorted", "list_is_sorted", SimpleType.BOOL, LIST),
          member("sum", "list_sum", ELEMENT, LIST),
          member("min", "list_min", ELEMENT, LIST),
          member("max", "list_max", ELEMENT, LIST),
          member("indexOf", "list_index_of", SimpleType.INT, LIST, ELEMENT),
          member("lastIndexOf", "list_last_index_of", SimpleType.INT, LIST, ELEMENT),
          member("find", "string_find", SimpleType.STRING, SimpleType.STRING, SimpleType.STRING),
          newFunctionDeclaration(
              "findAll",
              newMemberOverload("string_find_all", STRINGS, SimpleType.STRING, SimpleType.STRING),
              newMemberOverload(
                  "string_find_all_limit",
                  STRINGS,
                  SimpleType.STRING,
                  SimpleType.STRING,
                  SimpleType.INT)),
          global("isIP", "is_ip"),
          global("isCIDR", "is_cidr"));

  private static final List<CelFunctionBinding> BINDINGS =
      List.of(
          CelFunctionBinding.from("list_is_sorted", List.class, CelLibrary::isSorted),
          CelFunctionBinding.from("list_sum", List.class, CelLibrary::sum),
          CelFunctionBinding.from("list_min", List.class, list -> extreme(list, "min", -1)),
          CelFunctionBinding.from("list_max", List.class, list -> extreme(list, "max", 1)),
          CelFunctionBinding.from(
              "list_index_of", List.class, Object.class, (list, e) -> (long) list.indexOf(e)),
          CelFunctionBinding.from(
              "list_last_index_of",
              List.class,
              Object.class,
              (list, e) -> (long) list.lastIndexOf(e)),
          CelFunctionBinding.from("string_find", String.class, String.class, CelLibrary::find),
          CelFunctionBinding.from(
              "string_find_all",
              String.class,
              String.class,
              (text, pattern) -> findAll(text, pattern, MAXIMUM_MATCHES)),
          CelFunctionBinding.from(
              "string_find_all_limit",
              ImmutableList.of(String.class, String.class, Long.class),
              arguments ->
                  findAll((String) arguments[0], (String) arguments[1], (long) arguments[2])),
          CelFunctionBinding.from("is_ip", String.class, IpAddresses::isIp),
          CelFunctionBinding.from("is_cidr", String.class, IpAddresses::isCidr));

  @Override
  public void setCheckerOptions(CelCheckerBuilder checker) {
    checker.addFunctionDeclarations(FUNCTIONS);
  }

  @Override
  public void setRuntimeOptions(CelRuntimeBuilder runtime) {
    runtime.addFunctionBindings(BINDINGS);
  }

  private static CelFunctionDecl member(
      String name, String overload, CelType result, CelType... arguments) {
    return newFunctionDeclaration(name, newMemberOverload(overload, result, arguments));
  }

  private static CelFunctionDecl global(String name, String overload) {
    return newFunctionDeclaration(
        name, newGlobalOverload(overload, SimpleType.BOOL, SimpleType.STRING));
  }

  private static boolean isSorted(List<?> list) {
    for (int i = 1; i < list.size(); i++) {
      if (ORDER.compare(list.get(i - 1), list.get(i)) > 0) {
        return false;
      }
    }
    return true;
  }

  private static Object sum(List<?> list) {
    if (list.stream().anyMatch(Double.class::isInstance)) {
      return list.stream().mapToDouble(each -> ((Number) each).doubleValue()).sum();
    }
    return list.stream().mapToLong(each -> ((Number) each).longValue()).reduce(0, Math::addExact);
  }

  private static Object extreme(List<?> list, String name, int sign) {
    Object best = null;
    for (var each : list) {
      if (best == null || ORDER.compare(each, best) * sign > 0) {
        best = each;
      }
    }
    if (best == null) {
      throw new IllegalArgumentException(name + " called on empty list");
    }
    return best;
  }

  private static String find(String text, String pattern) {
    var matcher = Patterns.compile(pattern).matcher(text);
    return matcher.find() ? matcher.group() : "";
  }

  private static List<String> findAll(String text, String pattern, long limit) {
    var matcher = Patterns.compile(pattern).matcher(text);
    var found = new ArrayList<String>();
    while ((limit < 0 || found.size() < limit) && matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  /** The order of values of one type; values of a type without an order are refused. */
  private static final Comparator<Object> ORDER =
      (a, b) ->
          switch (a) {
            case Long number -> number.compareTo((Long) b);
            case Double number -> number.compareTo((Double) b);
            case String text -> text.compareTo((String) b);
            case Boolean flag -> flag.compareTo((Boolean) b);
            default -> throw new IllegalArgumentException("no order of " + a.getClass().getName());
          };
}
