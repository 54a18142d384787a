package dev.instar.engine.sql;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Prints trees for people: names and constants as SQL writes them, every other record by its name,
 * and of its components those that say something (no empty lists, no {@code false}). The texts of
 * whole actions are left out: they repeat the input.
 */
final class TreePrinter {
  private TreePrinter() {}

  static String print(Object node) {
    return switch (node) {
      case QualifiedName name -> name.schema().map(s -> s + ".").orElse("") + name.name();
      case TypeName type -> printType(type);
      case SqlFragment fragment -> print(fragment.tree());
      case ConstraintTiming timing ->
          timing.initiallyDeferred() ? "deferred" : timing.deferrable() ? "deferrable" : "";
      case Expression.Literal literal -> literal.text();
      case Expression.ColumnReference column -> String.join(".", column.parts());
      case Expression.Star star ->
          star.qualifier().isEmpty() ? "*" : String.join(".", star.qualifier()) + ".*";
      case Position position -> "";
      case Modification.Clauses clauses -> "";
      case NullsOrder nulls -> nulls == NullsOrder.DEFAULT ? "" : nulls.name();
      case TransactionModes modes -> modes.equals(TransactionModes.NONE) ? "" : printRecord(modes);
      case Expression.Parameter parameter -> "$" + parameter.number();
      case Expression.TypedLiteral literal -> printType(literal.type()) + " " + literal.text();
      case Expression.Subquery subquery -> subquery.kind() + "(" + print(subquery.query()) + ")";
      case Expression.Unary unary -> "(" + unary.operator() + " " + print(unary.operand()) + ")";
      case Expression.Binary binary ->
          "(%s %s %s)".formatted(print(binary.left()), binary.operator(), print(binary.right()));
      case Expression.Is is -> "(" + print(is.operand()) + " IS " + is.test() + ")";
      case Expression.Cast cast -> print(cast.operand()) + "::" + printType(cast.type());
      case Record other -> printRecord(other);
      case Optional<?> optional -> optional.map(TreePrinter::print).orElse("");
      case List<?> list -> printList(list);
      case Map<?, ?> map -> new TreeMap<>(map).toString();
      default -> String.valueOf(node);
    };
  }

  private static String printType(TypeName type) {
    return print(type.name())
        + (type.modifiers().isEmpty() ? "" : type.modifiers().toString().replace(" ", ""))
            .replace('[', '(')
            .replace(']', ')')
        + "[]".repeat(type.arrayDimensions());
  }

  private static String printList(List<?> list) {
    return "[" + String.join(", ", list.stream().map(TreePrinter::print).toList()) + "]";
  }

  private static String printRecord(Record node) {
    List<String> parts = new ArrayList<>();
    for (RecordComponent component : node.getClass().getRecordComponents()) {
      Object value = get(node, component);
      String printed = print(value);
      boolean silent =
          (component.getName().equals("text") && value instanceof String)
              || printed.isEmpty()
              || printed.equals("[]")
              || printed.equals("{}")
              || value.equals(false);
      if (!silent) {
        parts.add(value.equals(true) ? component.getName() : component.getName() + "=" + printed);
      }
    }
    return node.getClass().getSimpleName() + "(" + String.join(", ", parts) + ")";
  }

  static Object get(Record node, RecordComponent component) {
    try {
      return component.getAccessor().invoke(node);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
