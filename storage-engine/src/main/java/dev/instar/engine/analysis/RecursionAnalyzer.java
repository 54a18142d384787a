package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundQuery.Body;
import dev.instar.engine.analysis.BoundQuery.Output;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Collation;
import dev.instar.engine.sql.CommonTable;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.QueryBody;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.TypeModifiers;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A WITH query that names itself: its columns are those of the non-recursive term, which the
 * recursive term reads them as; what both have in common must be of the same types.
 */
final class RecursionAnalyzer {
  private final Environment environment;
  private final CommonTable common;

  /**
   * @param environment with the queries of the query's own WITH
   */
  RecursionAnalyzer(Environment environment, CommonTable common) {
    this.environment = environment;
    this.common = common;
  }

  /** The query without WITH. */
  BoundQuery analyze(Query query, QueryBody.SetOperation union) {
    Analysis analysis = environment.analysis();
    BoundQuery first = new QueryAnalyzer(environment).analyze(union.left(), false);
    int table = analysis.newCommonQuery();
    List<Output> columns = settled(first.outputs());
    CommonTables.Definition itself =
        new CommonTables.Definition(
            common.name(),
            table,
            WithAnalyzer.columns(common, columns, analysis),
            true,
            true,
            true,
            Optional.empty());
    Environment inner = environment.with(environment.common().and(itself));
    BoundQuery step = new QueryAnalyzer(inner).analyze(union.right(), false);
    BoundQuery both = new SetOperationAnalyzer(environment).combined(query, union, first, step);
    for (int i = 0; i < columns.size(); i++) {
      check(columns.get(i), both.outputs().get(i), i, union);
    }
    Body.SetOperation body = (Body.SetOperation) both.body();
    return QueryAnalyzer.plain(
        new Body.Recursion(table, common.name(), body.all(), body.left(), body.right()),
        both.outputs());
  }

  /** A literal without a type is text. */
  private static List<Output> settled(List<Output> outputs) {
    List<Output> settled = new ArrayList<>(outputs.size());
    for (Output output : outputs) {
      settled.add(
          output.type().oid() == Types.UNKNOWN.oid()
              ? new Output(output.name(), Types.TEXT, -1, Collation.DEFAULT, 0, 0)
              : output);
    }
    return settled;
  }

  private void check(Output first, Output both, int column, QueryBody.SetOperation union) {
    boolean same = first.type().oid() == both.type().oid() && first.modifier() == both.modifier();
    if (!same) {
      throw environment
          .analysis()
          .error(
              SqlState.DATATYPE_MISMATCH,
              "recursive query \""
                  + common.name()
                  + "\" column "
                  + (column + 1)
                  + " has type "
                  + text(first.type(), first.modifier())
                  + " in non-recursive term but type "
                  + text(both.type(), both.modifier())
                  + " overall",
              SetOperationAnalyzer.positionOf(union.left(), column).orElse(null))
          .with(
              SqlException.Field.HINT,
              "Cast the output of the non-recursive term to the correct type.");
    }
    if (first.collation() != both.collation()) {
      throw environment
          .analysis()
          .error(
              SqlState.COLLATION_MISMATCH,
              "recursive query \""
                  + common.name()
                  + "\" column "
                  + (column + 1)
                  + " has collation \""
                  + first.collation().sqlName()
                  + "\" in non-recursive term but collation \""
                  + both.collation().sqlName()
                  + "\" overall",
              SetOperationAnalyzer.positionOf(union.left(), column).orElse(null))
          .with(
              SqlException.Field.HINT,
              "Use the COLLATE clause to set the collation of the non-recursive term.");
    }
  }

  private static String text(DataType type, int modifier) {
    return TypeModifiers.format(type, modifier);
  }
}
