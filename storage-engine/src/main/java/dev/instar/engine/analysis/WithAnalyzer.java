package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundQuery.CommonQuery;
import dev.instar.engine.analysis.BoundQuery.Output;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Function;
import dev.instar.engine.sql.CommonTable;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * WITH. A query that is named once, and gives the same wherever it runs, is written into its place;
 * one that is not named at all is left out, unless it changes rows.
 */
final class WithAnalyzer {
  private final Environment environment;
  private final boolean top;
  private final List<CommonQuery> queries = new ArrayList<>();

  WithAnalyzer(Environment environment, boolean top) {
    this.environment = environment;
    this.top = top;
  }

  /** Those that run on their own. */
  List<CommonQuery> queries() {
    return queries;
  }

  /**
   * @param references how often a name stands in what follows WITH
   * @return where what follows stands
   */
  Environment analyze(List<CommonTable> with, ToIntFunction<String> references) {
    Set<String> names = new HashSet<>();
    for (CommonTable common : with) {
      if (!names.add(common.name())) {
        throw environment
            .analysis()
            .error(
                SqlState.DUPLICATE_ALIAS,
                "WITH query name \"" + common.name() + "\" specified more than once",
                common.position());
      }
    }
    boolean recursive = !with.isEmpty() && with.getFirst().recursive();
    List<CommonTable> ordered =
        recursive ? new RecursiveWith(environment.analysis()).ordered(with) : with;
    Environment inner = environment;
    for (int i = 0; i < ordered.size(); i++) {
      CommonTable common = ordered.get(i);
      int count = references.applyAsInt(common.name());
      for (CommonTable later : ordered.subList(i + 1, ordered.size())) {
        count += CommonReferences.of(later.statement(), common.name());
      }
      Set<String> later = new HashSet<>();
      ordered.subList(i, ordered.size()).forEach(other -> later.add(other.name()));
      Environment before = inner.with(inner.common().before(later));
      inner = inner.with(inner.common().and(one(common, before, count)));
    }
    return inner;
  }

  private CommonTables.Definition one(CommonTable common, Environment inner, int count) {
    int before = environment.analysis().varying();
    BoundStatement statement = statement(common, inner);
    List<Output> columns = columns(common, statement.outputs(), environment.analysis());
    boolean varies = environment.analysis().varying() > before;
    if (statement instanceof BoundStatement.Select select) {
      varies |= Trees.reachesOut(select.query());
      boolean inline =
          !(select.query().body() instanceof BoundQuery.Body.Recursion)
              && common.materialized().map(materialized -> !materialized).orElse(count <= 1)
              && repeatable(select.query());
      if (inline || count == 0) {
        return new CommonTables.Definition(
            common.name(), -1, columns, true, false, varies, Optional.of(select.query()));
      }
    }
    int number = environment.analysis().newCommonQuery();
    queries.add(new CommonQuery(number, common.name(), statement));
    return new CommonTables.Definition(
        common.name(),
        number,
        columns,
        !statement.outputs().isEmpty(),
        false,
        varies,
        Optional.empty());
  }

  private BoundStatement statement(CommonTable common, Environment inner) {
    return switch (common.statement()) {
      case Query query ->
          new BoundStatement.Select(
              RecursiveWith.isRecursive(common)
                  ? new QueryAnalyzer(inner).recursive(query, common)
                  : new QueryAnalyzer(inner).analyze(query, true));
      case Modification change -> {
        if (!top) {
          throw environment
              .analysis()
              .error(
                  SqlState.FEATURE_NOT_SUPPORTED,
                  "WITH clause containing a data-modifying statement must be at the top level",
                  common.position());
        }
        yield new ChangeAnalyzer(inner).analyze(change);
      }
      default ->
          throw environment.analysis().unsupported("this statement in WITH", common.position());
    };
  }

  /** The columns by the names that WITH gives them. */
  static List<Output> columns(CommonTable common, List<Output> outputs, Analysis analysis) {
    if (common.columns().size() > outputs.size()) {
      throw analysis.error(
          SqlState.INVALID_COLUMN_REFERENCE,
          "WITH query \""
              + common.name()
              + "\" has "
              + outputs.size()
              + " columns available but "
              + common.columns().size()
              + " columns specified",
          common.position());
    }
    List<Output> renamed = new ArrayList<>(outputs);
    for (int i = 0; i < common.columns().size(); i++) {
      Output output = outputs.get(i);
      renamed.set(
          i,
          new Output(
              common.columns().get(i),
              output.type(),
              output.modifier(),
              output.collation(),
              output.relation(),
              output.column()));
    }
    return renamed;
  }

  /** Whether it may run anywhere: it reads no row of others, and gives the same each time. */
  private static boolean repeatable(BoundQuery query) {
    if (!query.locks().isEmpty() || Trees.reachesOut(query)) {
      return false;
    }
    boolean[] changes = {false};
    QueryTrees.map(
        query,
        0,
        (node, depth) -> {
          changes[0] |=
              node instanceof BoundExpression.Call call
                  && call.function().function().volatility() == Function.Volatility.VOLATILE;
          return null;
        });
    return !changes[0];
  }
}
