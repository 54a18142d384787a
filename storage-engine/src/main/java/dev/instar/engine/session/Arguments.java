package dev.instar.engine.session;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.ExpressionAnalyzer;
import dev.instar.engine.analysis.TypeNames;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.evaluation.Evaluators;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.TypeName;
import dev.instar.engine.type.DataType;
import java.util.List;

/** The arguments of PREPARE and EXECUTE. Stateless. */
final class Arguments {
  private Arguments() {}

  static int[] types(List<TypeName> names, RunningStatement running) {
    return names.stream().mapToInt(name -> TypeNames.resolve(name, running).type().oid()).toArray();
  }

  /**
   * @throws SqlException 42601 if there are more or fewer than parameters, 42804 if a type does not
   *     fit
   */
  static Object[] values(
      String name,
      List<Expression> arguments,
      List<DataType> parameters,
      RunningStatement running) {
    if (arguments.size() != parameters.size()) {
      throw new SqlException(
              SqlState.SYNTAX_ERROR,
              "wrong number of parameters for prepared statement \"" + name + "\"")
          .with(
              SqlException.Field.DETAIL,
              "Expected %d parameters but got %d.".formatted(parameters.size(), arguments.size()));
    }
    Object[] values = new Object[arguments.size()];
    Frame frame = new Frame(running, new Object[0], null);
    for (int i = 0; i < values.length; i++) {
      BoundExpression given = ExpressionAnalyzer.constant(arguments.get(i), running);
      values[i] =
          Evaluators.plain()
              .compile(ExpressionAnalyzer.assigned(given, parameters.get(i), -1, running))
              .evaluate(frame);
    }
    return values;
  }
}
