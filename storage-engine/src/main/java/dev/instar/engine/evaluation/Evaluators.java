package dev.instar.engine.evaluation;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.function.Cast;
import dev.instar.engine.type.TypeModifiers;
import dev.instar.engine.type.Types;
import java.util.List;

/** Makes expressions ready to be evaluated. Thread-safe if its compiler of subqueries is. */
public final class Evaluators {
  private static final Evaluators PLAIN =
      new Evaluators(
          (subquery, evaluators) -> {
            throw SqlException.unsupported("a subquery in this place");
          });

  private final SubqueryCompiler subqueries;

  public Evaluators(SubqueryCompiler subqueries) {
    this.subqueries = subqueries;
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
        yield Constants.isConstant(call) ? new Once(compiled) : compiled;
      }
      case BoundExpression.Convert convert -> {
        Evaluator compiled = convert(convert);
        yield Constants.isConstant(convert) ? new Once(compiled) : compiled;
      }
      case BoundExpression.And and -> Logic.and(array(and.operands()));
      case BoundExpression.Or or -> Logic.or(array(or.operands()));
      case BoundExpression.Not not -> Logic.not(compile(not.operand()));
      case BoundExpression.Is is -> Logic.is(is, compile(is.operand()));
      case BoundExpression.Distinct distinct -> Choices.distinct(distinct, this);
      case BoundExpression.Case choice -> Choices.choice(choice, this);
      case BoundExpression.Coalesce coalesce -> Choices.coalesce(array(coalesce.operands()));
      case BoundExpression.NullIf nullIf -> Choices.nullIf(nullIf, this);
      case BoundExpression.Extreme extreme -> Choices.extreme(extreme, this);
      case BoundExpression.ArrayOf array -> {
        Evaluator compiled = Composites.array(array, this);
        yield Constants.isConstant(array) ? new Once(compiled) : compiled;
      }
      case BoundExpression.RowOf row -> Composites.row(row.fields(), this);
      case BoundExpression.WholeRow row -> Composites.wholeRow(row, this);
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
    return literal ? new Once(converting) : converting;
  }
}
