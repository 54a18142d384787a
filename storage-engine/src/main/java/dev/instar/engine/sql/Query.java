package dev.instar.engine.sql;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A query with what stands around its body: {@code [WITH …] body [ORDER BY …] [LIMIT …] [OFFSET …]
 * [FOR …]}. {@code FETCH FIRST n ROWS ONLY} is LIMIT, {@code TABLE t} is {@code SELECT * FROM t},
 * and {@code LIMIT ALL} no limit.
 *
 * @param with the queries before it, in order
 * @param body SELECT, VALUES or UNION and its kind
 * @param orderBy its order, empty for none
 * @param limit LIMIT or FETCH FIRST, where written
 * @param withTies whether FETCH FIRST … WITH TIES was written; there is an order then
 * @param offset OFFSET, where written
 * @param locks FOR UPDATE and its kind, in the order written
 */
public record Query(
    List<CommonTable> with,
    QueryBody body,
    List<OrderKey> orderBy,
    Optional<Expression> limit,
    boolean withTies,
    Optional<Expression> offset,
    List<RowLock> locks)
    implements Command {
  public Query {
    with = List.copyOf(with);
    Objects.requireNonNull(body, "body");
    orderBy = List.copyOf(orderBy);
    Objects.requireNonNull(limit, "limit");
    Objects.requireNonNull(offset, "offset");
    locks = List.copyOf(locks);
  }

  /** A body with nothing around it. */
  static Query of(QueryBody body) {
    return new Query(
        List.of(), body, List.of(), Optional.empty(), false, Optional.empty(), List.of());
  }
}
