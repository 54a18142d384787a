package dev.instar.engine.analysis;

import dev.instar.engine.function.Collation;
import dev.instar.engine.function.Resolved;
import dev.instar.engine.sql.RowLock;
import dev.instar.engine.type.DataType;
import java.util.List;
import java.util.Optional;

/**
 * A query that was understood.
 *
 * <p>Levels, as {@link BoundExpression.Outer} counts them: a subquery and a query in FROM are one
 * further in than what they stand in. The sides of a {@link Body.SetOperation} or a {@link
 * Body.Recursion} and the queries of {@code with} are of the same level as the query itself.
 * VALUES, LIMIT and OFFSET have no row, but count as if they had.
 *
 * @param with its WITH queries that are not written into their place, in order
 * @param body what makes its rows. Their first slots are the outputs; what follows is only for the
 *     order
 * @param orderBy by slots of the body's rows
 * @param outputs its columns
 */
public record BoundQuery(
    List<CommonQuery> with,
    Body body,
    List<SortKey> orderBy,
    Optional<BoundExpression> limit,
    boolean withTies,
    Optional<BoundExpression> offset,
    List<Locking> locks,
    List<Output> outputs) {
  public BoundQuery {
    with = List.copyOf(with);
    orderBy = List.copyOf(orderBy);
    locks = List.copyOf(locks);
    outputs = List.copyOf(outputs);
  }

  /**
   * A column of the result.
   *
   * @param relation the OID of the table whose column it is, and that column's number; 0 if it is
   *     computed
   */
  public record Output(
      String name, DataType type, int modifier, Collation collation, int relation, int column) {
    /** Whether it is text, and nothing says by which collation. */
    public boolean isIndeterminate() {
      return Collation.isCollatable(type) && collation == Collation.INDETERMINATE;
    }
  }

  /**
   * A WITH query.
   *
   * @param number as {@link BoundSource.CommonSource} refers to it: unique in the statement
   * @param statement runs at most once; all who refer to it read the same rows
   */
  public record CommonQuery(int number, String name, BoundStatement statement) {}

  /** One key of an order. */
  public record SortKey(
      int slot, DataType type, Collation collation, boolean descending, boolean nullsFirst) {}

  /**
   * FOR UPDATE and its kind.
   *
   * @param sources offsets of the tables, among the sources of the body, whose rows are locked
   */
  public record Locking(RowLock.Strength strength, RowLock.Wait waiting, List<Integer> sources) {
    public Locking {
      sources = List.copyOf(sources);
    }
  }

  /** What makes rows. */
  public sealed interface Body {
    /**
     * SELECT. A row goes through these stages, and expressions of each refer to slots of the row
     * that the stage before has made:
     *
     * <ol>
     *   <li>the sources' row, {@code width} slots; {@code where} tests it
     *   <li>with {@code grouping}: its keys, then its aggregates; {@code having} tests it
     *   <li>with {@code windows}: the row so far, then their results
     *   <li>{@code targets}, the outputs first; {@code distinct} compares these
     * </ol>
     *
     * @param from absent for one row without slots
     */
    record Select(
        Optional<BoundSource> from,
        int width,
        Optional<BoundExpression> where,
        Optional<Grouping> grouping,
        List<WindowCall> windows,
        List<BoundExpression> targets,
        Distinct distinct)
        implements Body {
      public Select {
        windows = List.copyOf(windows);
        targets = List.copyOf(targets);
      }
    }

    /** VALUES; all rows of the same types. */
    record Values(List<List<BoundExpression>> rows) implements Body {
      public Values {
        rows = List.copyOf(rows);
      }
    }

    /** UNION and its kind; both sides have the same types. */
    record SetOperation(
        dev.instar.engine.sql.QueryBody.SetOperation.Kind kind,
        boolean all,
        BoundQuery left,
        BoundQuery right)
        implements Body {}

    /**
     * UNION of a WITH query that names itself: {@code left} gives the first rows, and {@code right}
     * is run again and again over those that came last, until there come none.
     *
     * @param table the number that {@link BoundSource.CommonSource} knows the last rows by
     * @param name of the WITH query
     */
    record Recursion(int table, String name, boolean all, BoundQuery left, BoundQuery right)
        implements Body {}
  }

  /**
   * GROUP BY, or aggregates without it ({@code keys} is empty then, and there is one group even of
   * no rows).
   *
   * @param grouped whether GROUP BY was written
   */
  public record Grouping(
      List<BoundExpression> keys,
      List<AggregateCall> aggregates,
      boolean grouped,
      Optional<BoundExpression> having) {
    public Grouping {
      keys = List.copyOf(keys);
      aggregates = List.copyOf(aggregates);
    }
  }

  /**
   * An aggregate.
   *
   * @param orderBy slots are places in {@code arguments}, of which only the first {@code count} are
   *     the function's
   */
  public record AggregateCall(
      Resolved function,
      List<BoundExpression> arguments,
      int count,
      boolean distinct,
      List<SortKey> orderBy,
      Optional<BoundExpression> filter,
      Collation collation) {
    public AggregateCall {
      arguments = List.copyOf(arguments);
      orderBy = List.copyOf(orderBy);
    }
  }

  /**
   * A window function: row_number, rank, dense_rank, percent_rank, cume_dist, ntile, lag, lead,
   * first_value, last_value, nth_value by name, or an aggregate over the default frame.
   *
   * @param aggregate where it is an aggregate
   * @param partitionBy and {@code orderBy}'s expressions, over the row before windows
   */
  public record WindowCall(
      String name,
      Optional<AggregateCall> aggregate,
      List<BoundExpression> arguments,
      List<BoundExpression> partitionBy,
      List<BoundExpression> orderExpressions,
      List<SortKey> orderBy,
      DataType type) {
    public WindowCall {
      arguments = List.copyOf(arguments);
      partitionBy = List.copyOf(partitionBy);
      orderExpressions = List.copyOf(orderExpressions);
      orderBy = List.copyOf(orderBy);
    }
  }

  /** What DISTINCT says. */
  public sealed interface Distinct {
    /** Nothing. */
    record None() implements Distinct {}

    /** Rows are compared by all their outputs. */
    record Rows() implements Distinct {}

    /** Rows are compared by these slots; the first in order stays. */
    record On(List<Integer> slots) implements Distinct {
      public On {
        slots = List.copyOf(slots);
      }
    }
  }
}
