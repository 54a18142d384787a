package dev.instar.engine.evaluation;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.function.Cast;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.TypeModifiers;
import dev.instar.engine.type.Types;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes expressions ready to be evaluated. Thread-safe if its compiler of subqueries is. */
public final class Evaluators {
  private static final Evaluators PLAIN =
      new Evaluators(
          (subquery, evaluators) -> {
            throw SqlException.unsupported("a subquery in this place");
          });

  private final SubqueryCompiler subqueries;
  private final Optional<StatementContext> planning;

  /** Constants are computed when they are first needed. */
  public Evaluators(SubqueryCompiler subqueries) {
    this(subqueries, Optional.empty());
  }

  private Evaluators(SubqueryCompiler subqueries, Optional<StatementContext> planning) {
    this.subqueries = subqueries;
    this.planning = planning;
  }

  /**
   * Constants are computed at once, so that what is wrong with them is said though there may be no
   * row to compute them for; but not behind what makes sure that they are not needed.
   */
  public static Evaluators eager(SubqueryCompiler subqueries, StatementContext context) {
    return new Evaluators(subqueries, Optional.of(context));
  }

  Evaluators lazy() {
    return planning.isEmpty() ? this : new Evaluators(subqueries);
  }

  /** Whether it is known now to have a value that is so. */
  boolean known(BoundExpression expression, Predicate<Object> wanted) {
    return planning.isPresent()
        && Constants.isConstant(expression)
        && wanted.test(compile(expression).evaluate(outside(planning.get())));
  }

  private static Frame outside(StatementContext context) {
    return new Frame(context, new Object[0], null);
  }

  private Evaluator once(Evaluator compiled) {
    Once once = new Once(compiled);
    planning.ifPresent(context -> once.evaluate(outside(context)));
    return once;
  }

  /** Those behind one that decides are not needed. */
  private Evaluator[] upTo(List<BoundExpression> operands, Predicate<Object> deciding) {
    Evaluators each = this;
    Evaluator[] all = new Evaluator[operands.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = each.compile(operands.get(i));
      each = each.known(operands.get(i), deciding) ? each.lazy() : each;
    }
    return all;
  }

  /** For expressions without subqueries: constraints, keys of indexes, defaults. */
  public static Evaluators plain() {
    return PLAIN;
  }

  public List<Evaluator> compile(List<BoundExpression> expressions) {
    return expressions.stream().map(this::compile).toList();
  }

  /** As an array, which is what goes over rows quickest. */
  public Evaluator[] array(List<BoundExpression> expressions) {
    return expressions.stream().map(this::compile).toArray(Evaluator[]::new);
  }

  public Evaluator compile(BoundExpression expression) {
    return switch (expression) {
      case BoundExpression.Constant constant -> {
        Object value = constant.value();
        yield frame -> value;
      }
      case BoundExpression.Slot slot -> {
        int index = slot.index();
        yield frame -> frame.row()[index];
      }
      case BoundExpression.Outer outer -> {
        int index = outer.index();
        int levels = outer.levels();
        yield frame -> frame.out(levels).row()[index];
      }
      case BoundExpression.SystemColumn column -> SystemColumns.compile(column);
      case BoundExpression.Parameter parameter -> {
        int index = parameter.number() - 1;
        yield frame -> frame.parameters()[index];
      }
      case BoundExpression.Collate collate -> compile(collate.operand());
      case BoundExpression.Call call -> {
        Evaluator compiled = Calls.compile(call, this);
        yield Constants.isConstant(call) ? once(compiled) : compiled;
      }
      case BoundExpression.Convert convert -> {
        Evaluator compiled = convert(convert);
        yield Constants.isConstant(convert) ? once(compiled) : compiled;
      }
      case BoundExpression.And and -> Logic.and(upTo(and.operands(), Boolean.FALSE::equals));
      case BoundExpression.Or or -> Logic.or(upTo(or.operands(), Boolean.TRUE::equals));
      case BoundExpression.Not not -> Logic.not(compile(not.operand()));
      case BoundExpression.Is is -> Logic.is(is, compile(is.operand()));
      case BoundExpression.Distinct distinct -> Choices.distinct(distinct, this);
      case BoundExpression.Case choice -> Choices.choice(choice, this);
      case BoundExpression.Coalesce coalesce ->
          Choices.coalesce(upTo(coalesce.operands(), Objects::nonNull));
      case BoundExpression.NullIf nullIf -> Choices.nullIf(nullIf, this);
      case BoundExpression.Extreme extreme -> Choices.extreme(extreme, this);
      case BoundExpression.ArrayOf array -> {
        Evaluator compiled = Composites.array(array, this);
        yield Constants.isConstant(array) ? once(compiled) : compiled;
      }
      case BoundExpression.RowOf row -> Composites.row(List.of(), row.fields(), this);
      case BoundExpression.WholeRow row -> Composites.wholeRow(row, this);
      case BoundExpression.RowCompare rows ->
          Logic.rows(array(rows.tests()), array(rows.equalities()));
      case BoundExpression.InList in -> Memberships.in(in, this);
      case BoundExpression.Quantified quantified -> Memberships.quantified(quantified, this);
      case BoundExpression.Subscript subscript -> Composites.subscript(subscript, this);
      case BoundExpression.Field field -> Composites.field(field, this);
      case BoundExpression.Subquery subquery -> subqueries.compile(subquery, this);
    };
  }

  private Evaluator convert(BoundExpression.Convert convert) {
    Evaluator operand = compile(convert.operand());
    Cast cast = convert.cast();
    int modifier = convert.modifier();
    if (modifier < 0 && cast.isIdentity()) {
      return operand;
    }
    if (modifier < 0) {
      return frame -> cast.apply(operand.evaluate(frame), frame.context().functions());
    }
    boolean explicit = convert.explicit();
    return frame ->
        TypeModifiers.apply(
            cast.target(),
            cast.apply(operand.evaluate(frame), frame.context().functions()),
            modifier,
            explicit);
  }

  /** An argument as a function takes it. */
  public Evaluator converted(BoundExpression argument, Cast cast) {
    Evaluator evaluator = compile(argument);
    if (cast.isIdentity()) {
      return evaluator;
    }
    Evaluator converting =
        frame -> cast.apply(evaluator.evaluate(frame), frame.context().functions());
    boolean literal =
        argument instanceof BoundExpression.Constant constant
            && (constant.type().oid() == Types.UNKNOWN.oid()
                || Constants.isConstant(new BoundExpression.Convert(argument, cast, -1, false)));
    return literal ? once(converting) : converting;
  }
}
