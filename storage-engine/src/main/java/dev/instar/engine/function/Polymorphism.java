package dev.instar.engine.function;

import dev.instar.engine.type.ArrayType;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The types that anyelement, anyarray and their like stand for in a call. PostgreSQL's manual,
 * section 36.2.5. All of the any… family are one type in a call; all of the anycompatible… family
 * become one type by the rules of UNION.
 */
final class Polymorphism {
  private DataType element;
  private DataType compatible;

  private Polymorphism() {}

  static boolean isPolymorphic(DataType type) {
    return type.kind() == 'p' && type.name().startsWith("any") && !type.name().equals("any");
  }

  /** What parameters and result become; empty if the arguments do not go together. */
  static Optional<List<DataType>> resolve(
      List<DataType> parameters, List<DataType> arguments, DataType result) {
    Polymorphism found = new Polymorphism();
    List<DataType> compatibles = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      if (!found.take(parameters.get(i), arguments.get(i), compatibles)) {
        return Optional.empty();
      }
    }
    if (!compatibles.isEmpty()) {
      Optional<DataType> common = CommonType.find(compatibles);
      if (common.isEmpty()) {
        return Optional.empty();
      }
      found.compatible = common.get();
    }
    List<DataType> resolved = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      DataType type =
          found.actual(parameters.get(i), i < arguments.size() ? arguments.get(i) : null);
      if (type == null) {
        return Optional.empty();
      }
      resolved.add(type);
    }
    DataType actualResult = found.actual(result, null);
    if (actualResult == null) {
      return Optional.empty();
    }
    resolved.add(actualResult);
    return Optional.of(resolved);
  }

  private boolean take(DataType parameter, DataType argument, List<DataType> compatibles) {
    boolean literal = argument.name().equals("unknown");
    return switch (parameter.name()) {
      case "anyelement" -> literal || same(argument);
      case "anynonarray" -> literal || (!(argument instanceof ArrayType) && same(argument));
      case "anyenum" -> literal || (argument.kind() == 'e' && same(argument));
      case "anyarray" ->
          literal || (argument.element().isPresent() && same(argument.element().get()));
      case "anycompatible" -> {
        compatibles.add(argument);
        yield true;
      }
      case "anycompatiblenonarray" -> {
        compatibles.add(argument);
        yield !(argument instanceof ArrayType);
      }
      case "anycompatiblearray" -> {
        if (!literal) {
          argument.element().ifPresent(compatibles::add);
        }
        yield literal || argument.element().isPresent();
      }
      default -> true;
    };
  }

  private boolean same(DataType type) {
    if (element == null) {
      element = type;
    }
    return element.oid() == type.oid();
  }

  private DataType actual(DataType declared, DataType argument) {
    return switch (declared.name()) {
      case "anyelement", "anynonarray", "anyenum" -> element;
      case "anycompatible", "anycompatiblenonarray" -> compatible;
      case "anyarray" -> array(element, argument);
      case "anycompatiblearray" -> array(compatible, argument);
      case "any" -> argument == null ? declared : argument;
      default -> declared;
    };
  }

  private static DataType array(DataType of, DataType argument) {
    boolean itself =
        argument != null
            && of != null
            && argument.element().map(e -> e.oid() == of.oid()).orElse(false);
    return of == null
        ? null
        : itself
            ? argument
            : Types.arrayOf(of).orElseGet(() -> new ArrayType(of.arrayOid(), "_" + of.name(), of));
  }
}
