package dev.instar.engine.system.deparse;

import dev.instar.engine.function.CommonType;
import dev.instar.engine.function.Operators;
import dev.instar.engine.function.Resolved;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.system.deparse.Parentheses.Place;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators, AND and OR, tests. Of one thread. */
final class OperatorPrinter {
  /** What key words became. */
  private static final Map<String, String> SYMBOLS =
      Map.of(
          "LIKE", "~~",
          "NOT LIKE", "!~~",
          "ILIKE", "~~*",
          "NOT ILIKE", "!~~*",
          "!=", "<>");

  private final ExpressionPrinter printer;
  private final SqlText out;

  OperatorPrinter(ExpressionPrinter printer) {
    this.printer = printer;
    this.out = printer.out();
  }

  private Typing typing() {
    return printer.typing();
  }

  private void open() {
    out.add(printer.pretty() ? "" : "(");
  }

  private void close() {
    out.add(printer.pretty() ? "" : ")");
  }

  void unary(Expression.Unary unary) {
    if (unary.operator().equals("NOT")) {
      open();
      out.add("NOT ");
      printer.enclosed(unary.operand(), unary, Place.NOT, Types.BOOLEAN);
      close();
      return;
    }
    if (Parentheses.isNegativeNumber(unary)) {
      String number = ((Expression.Literal) unary.operand()).text();
      out.add(LiteralText.ofNumber(printer.context(), number, true));
      return;
    }
    DataType operand = typing().type(unary.operand());
    Resolved resolved = Operators.resolve(unary.operator(), null, operand);
    open();
    out.add(unary.operator()).add(" ");
    printer.converted(unary.operand(), resolved.argumentTypes().getFirst(), unary, Place.OPERATOR);
    close();
  }

  void binary(Expression.Binary binary) {
    switch (binary.operator()) {
      case "AND" -> logic(flattened(binary, "AND"), binary, "AND", Place.AND);
      case "OR" -> logic(flattened(binary, "OR"), binary, "OR", Place.OR);
      case "IS DISTINCT FROM" -> compared(binary, "=", "IS DISTINCT FROM");
      case "IS NOT DISTINCT FROM" -> {
        open();
        out.add("NOT ");
        compared(binary, "=", "IS DISTINCT FROM");
        close();
      }
      case "SIMILAR TO" -> compared(binary.left(), similar(binary.right()), "~", "~", binary);
      case "NOT SIMILAR TO" -> compared(binary.left(), similar(binary.right()), "!~", "!~", binary);
      default -> {
        String symbol = SYMBOLS.getOrDefault(binary.operator(), binary.operator());
        if (binary.left() instanceof Expression.RowConstructor left
            && binary.right() instanceof Expression.RowConstructor right) {
          rows(left, right, symbol, binary);
        } else {
          compared(binary, symbol, symbol);
        }
      }
    }
  }

  /** The pattern of SIMILAR TO as a regular expression. */
  private static Expression similar(Expression pattern) {
    if (pattern instanceof Expression.FunctionCall) {
      return pattern;
    }
    return new Expression.FunctionCall(
        QualifiedName.of("similar_to_escape"),
        false,
        List.of(pattern),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        pattern.position());
  }

  /** Rows that are equal or not are so field by field; an order needs the rows. */
  private void rows(
      Expression.RowConstructor left,
      Expression.RowConstructor right,
      String symbol,
      Expression parent) {
    boolean fields = symbol.equals("=") || symbol.equals("<>");
    if (!fields) {
      out.add("(");
      printer.print(left, Types.TEXT);
      out.add(" ").add(symbol).add(" ");
      printer.print(right, Types.TEXT);
      out.add(")");
      return;
    }
    open();
    for (int i = 0; i < left.elements().size(); i++) {
      out.add(i == 0 ? "" : symbol.equals("=") ? " AND " : " OR ");
      compared(left.elements().get(i), right.elements().get(i), symbol, symbol, parent);
    }
    close();
  }

  /** What AND or OR connects, as PostgreSQL's parser has it: what is nested on the left is not. */
  private static List<Expression> flattened(Expression expression, String operator) {
    if (expression instanceof Expression.Binary binary && binary.operator().equals(operator)) {
      List<Expression> operands = new ArrayList<>(flattened(binary.left(), operator));
      operands.add(binary.right());
      return operands;
    }
    return List.of(expression);
  }

  private void logic(List<Expression> operands, Expression parent, String word, Place place) {
    open();
    for (int i = 0; i < operands.size(); i++) {
      out.add(i == 0 ? "" : " " + word + " ");
      printer.enclosed(operands.get(i), parent, place, Types.BOOLEAN);
    }
    close();
  }

  private void compared(Expression.Binary binary, String symbol, String shown) {
    compared(binary.left(), binary.right(), symbol, shown, binary);
  }

  private void compared(
      Expression left, Expression right, String symbol, String shown, Expression parent) {
    Resolved resolved = Operators.resolve(symbol, typing().type(left), typing().type(right));
    Place place = shown.equals(symbol) ? Place.OPERATOR : Place.TEST;
    open();
    printer.converted(left, resolved.argumentTypes().get(0), parent, place);
    out.add(" ").add(shown).add(" ");
    printer.converted(right, resolved.argumentTypes().get(1), parent, place);
    close();
  }

  void test(Expression.Is is) {
    open();
    printer.enclosed(is.operand(), is, Place.TEST, Types.TEXT);
    out.add(" IS ").add(is.test());
    close();
  }

  void between(Expression.Between between) {
    open();
    bound(between, between.low(), between.negated() ? "<" : ">=");
    out.add(between.negated() ? " OR " : " AND ");
    bound(between, between.high(), between.negated() ? ">" : "<=");
    close();
  }

  private void bound(Expression.Between between, Expression bound, String symbol) {
    // A comparison within AND needs no parentheses of its own where only needed ones are written.
    compared(between.operand(), bound, symbol, symbol, between);
  }

  void in(Expression.In in) {
    if (in.values().size() == 1 && in.values().getFirst() instanceof Expression.Subquery query) {
      new QueryPrinter(out, typing()).membership(in, query, printer);
      return;
    }
    String symbol = in.negated() ? "<>" : "=";
    if (in.values().size() == 1) {
      compared(in.operand(), in.values().getFirst(), symbol, symbol, in);
      return;
    }
    List<DataType> types = new ArrayList<>();
    types.add(typing().type(in.operand()));
    in.values().forEach(value -> types.add(typing().type(value)));
    DataType element = CommonType.find(types).orElse(Types.TEXT);
    Resolved resolved = Operators.resolve(symbol, types.getFirst(), element);
    DataType compared = resolved.argumentTypes().get(1);
    open();
    printer.converted(in.operand(), resolved.argumentTypes().get(0), in, Place.OTHER);
    out.add(" ").add(symbol).add(in.negated() ? " ALL (" : " ANY (");
    boolean cast = compared.oid() != element.oid() && compared.kind() != 'p';
    out.add(cast && !printer.pretty() ? "(" : "").add("ARRAY[");
    for (int i = 0; i < in.values().size(); i++) {
      out.add(i == 0 ? "" : ", ");
      printer.converted(in.values().get(i), element, in, Place.LIST);
    }
    out.add("]").add(cast && !printer.pretty() ? ")" : "");
    if (cast) {
      arrayOf(compared).ifPresent(array -> printer.label(array, -1));
    }
    out.add(")");
    close();
  }

  private Optional<DataType> arrayOf(DataType element) {
    return printer.context().catalog().type(element.arrayOid());
  }

  void quantified(Expression.Quantified quantified) {
    String symbol = SYMBOLS.getOrDefault(quantified.operator(), quantified.operator());
    if (quantified.array() instanceof Expression.Subquery query) {
      new QueryPrinter(out, typing()).quantified(quantified, symbol, query, printer);
      return;
    }
    DataType left = typing().type(quantified.left());
    DataType array =
        LiteralText.isUntyped(quantified.array())
            ? arrayOf(left).orElse(left)
            : typing().type(quantified.array());
    DataType element = array.element().orElse(Types.TEXT);
    Resolved resolved = Operators.resolve(symbol, left, element);
    DataType right = resolved.argumentTypes().get(1);
    open();
    printer.converted(quantified.left(), resolved.argumentTypes().get(0), quantified, Place.OTHER);
    out.add(" ").add(symbol).add(quantified.all() ? " ALL (" : " ANY (");
    DataType wanted = right.kind() == 'p' ? array : arrayOf(right).orElse(array);
    printer.converted(quantified.array(), wanted, quantified, Place.OTHER);
    out.add(")");
    close();
  }
}
