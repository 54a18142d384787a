package dev.instar.engine.define;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.function.Cast;
import dev.instar.engine.function.Function.Volatility;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What can be read off an expression over a table's row. Pure. */
public final class ExpressionFacts {
  /** Types whose text depends on the session's settings. */
  private static final Set<DataType> TIMES =
      Set.of(Types.DATE, Types.TIMESTAMP, Types.TIMESTAMPTZ, Types.TIMETZ, Types.TIME);

  /**
   * Operators of text and something else. PostgreSQL looks into them, as they are SQL themselves.
   */
  private static final Set<String> CONCATENATIONS = Set.of("textanycat", "anytextcat");

  private ExpressionFacts() {}

  /** Numbers of the columns that it reads, ascending. */
  public static List<Integer> columns(BoundExpression expression) {
    Set<Integer> columns = new TreeSet<>();
    collect(expression, columns);
    return List.copyOf(columns);
  }

  private static void collect(BoundExpression expression, Set<Integer> columns) {
    if (expression instanceof BoundExpression.Slot slot) {
      columns.add(slot.index() + 1);
    }
    children(expression).forEach(child -> collect(child, columns));
  }

  /** How little the value of the expression depends on when it is asked for. */
  public static Volatility volatility(BoundExpression expression) {
    Volatility worst = own(expression);
    for (BoundExpression child : children(expression)) {
      Volatility inner = volatility(child);
      worst = inner.compareTo(worst) > 0 ? inner : worst;
    }
    return worst;
  }

  private static Volatility own(BoundExpression expression) {
    return switch (expression) {
      case BoundExpression.Call call
          when CONCATENATIONS.contains(call.function().function().name()) ->
          ofConcatenation(call);
      case BoundExpression.Call call -> call.function().function().volatility();
      case BoundExpression.Convert convert -> ofCast(convert.cast());
      case BoundExpression.Subquery subquery -> Volatility.VOLATILE;
      case BoundExpression.SystemColumn column -> Volatility.STABLE;
      default -> Volatility.IMMUTABLE;
    };
  }

  /** It makes a text of the other operand. */
  private static Volatility ofConcatenation(BoundExpression.Call call) {
    boolean time = call.arguments().stream().anyMatch(argument -> TIMES.contains(argument.type()));
    return time ? Volatility.STABLE : Volatility.IMMUTABLE;
  }

  private static Volatility ofCast(Cast cast) {
    boolean zone = cast.source() == Types.TIMESTAMPTZ || cast.target() == Types.TIMESTAMPTZ;
    boolean fromText = cast.source().category() == 'S' && TIMES.contains(cast.target());
    boolean toText = cast.target().category() == 'S' && TIMES.contains(cast.source());
    boolean label = cast.source().kind() == 'e' || cast.target().kind() == 'e';
    boolean same = cast.source() == cast.target() || cast.isIdentity();
    return (zone || fromText || toText || label) && !same
        ? Volatility.STABLE
        : Volatility.IMMUTABLE;
  }

  /** The expressions directly within an expression; into no subquery's query. */
  public static List<BoundExpression> children(BoundExpression expression) {
    return switch (expression) {
      case BoundExpression.Constant e -> List.of();
      case BoundExpression.Slot e -> List.of();
      case BoundExpression.Outer e -> List.of();
      case BoundExpression.SystemColumn e -> List.of();
      case BoundExpression.Parameter e -> List.of();
      case BoundExpression.Call e -> e.arguments();
      case BoundExpression.Convert e -> List.of(e.operand());
      case BoundExpression.And e -> e.operands();
      case BoundExpression.Or e -> e.operands();
      case BoundExpression.Not e -> List.of(e.operand());
      case BoundExpression.Is e -> List.of(e.operand());
      case BoundExpression.Distinct e -> List.of(e.left(), e.right());
      case BoundExpression.Case e -> ofCase(e);
      case BoundExpression.Coalesce e -> e.operands();
      case BoundExpression.NullIf e -> List.of(e.left(), e.right());
      case BoundExpression.Extreme e -> e.operands();
      case BoundExpression.ArrayOf e -> e.elements();
      case BoundExpression.RowOf e -> e.fields();
      case BoundExpression.WholeRow e -> e.fields();
      case BoundExpression.RowCompare e ->
          Stream.concat(e.tests().stream(), e.equalities().stream()).toList();
      case BoundExpression.InList e -> with(e.operand(), e.values());
      case BoundExpression.Quantified e -> List.of(e.left(), e.array());
      case BoundExpression.Subscript e -> ofSubscript(e);
      case BoundExpression.Field e -> List.of(e.row());
      case BoundExpression.Subquery e -> e.operands();
      case BoundExpression.Collate e -> List.of(e.operand());
    };
  }

  private static List<BoundExpression> with(BoundExpression first, List<BoundExpression> more) {
    List<BoundExpression> all = new ArrayList<>();
    all.add(first);
    all.addAll(more);
    return all;
  }

  private static List<BoundExpression> ofCase(BoundExpression.Case choice) {
    List<BoundExpression> all = new ArrayList<>();
    for (BoundExpression.Case.Branch branch : choice.branches()) {
      all.add(branch.condition());
      all.add(branch.result());
    }
    choice.otherwise().ifPresent(all::add);
    return all;
  }

  private static List<BoundExpression> ofSubscript(BoundExpression.Subscript subscript) {
    List<BoundExpression> all = new ArrayList<>();
    all.add(subscript.array());
    for (BoundExpression.Subscript.Index index : subscript.indexes()) {
      Optional<BoundExpression> low = index.low();
      low.ifPresent(all::add);
      index.high().ifPresent(all::add);
    }
    return all;
  }
}
