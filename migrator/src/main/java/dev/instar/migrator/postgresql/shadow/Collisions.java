package dev.instar.migrator.postgresql.shadow;

import dev.instar.changelog.Key;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.postgresql.shape.Shape;
import dev.instar.migrator.shadow.ledger.KeyRange;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what a refused row means (I4): an older image of another row in the shadow, which passes
 * when both are read anew in one snapshot; or two rows of the source that the new shape cannot
 * hold, which stops the migration with the rows named. Used by the thread that owns the connection,
 * outside a transaction.
 */
final class Collisions {
  /**
   * The indexes of the shadow that refuse rows, with the operator under which each of its keys
   * collides.
   */
  private static final String INDEXES =
      """
      SELECT r.relname, (SELECT array_agg(pg_get_indexdef(i.indexrelid, n, true) ORDER BY n)
                FROM generate_series(1, i.indnkeyatts) AS n),
             coalesce(
               (SELECT array_agg(format('OPERATOR(%I.%s)', s.nspname, o.oprname) ORDER BY x.n)
                  FROM pg_constraint AS c
                  CROSS JOIN LATERAL unnest(c.conexclop) WITH ORDINALITY AS x(op, n)
                  JOIN pg_operator AS o ON o.oid = x.op
                  JOIN pg_namespace AS s ON s.oid = o.oprnamespace
                 WHERE c.conindid = i.indexrelid AND c.contype = 'x'),
               (SELECT array_agg(format('OPERATOR(%I.%s)', s.nspname, o.oprname) ORDER BY x.n)
                  FROM unnest(i.indclass) WITH ORDINALITY AS x(class, n)
                  JOIN pg_opclass AS c ON c.oid = x.class
                  JOIN pg_amop AS a ON a.amopfamily = c.opcfamily AND a.amopstrategy = 3
                   AND a.amoplefttype = c.opcintype AND a.amoprighttype = c.opcintype
                  JOIN pg_operator AS o ON o.oid = a.amopopr
                  JOIN pg_namespace AS s ON s.oid = o.oprnamespace)),
             pg_get_expr(i.indpred, i.indrelid, true),
             coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false),
             CASE WHEN i.indisexclusion THEN pg_get_indexdef(i.indexrelid) END
        FROM pg_index AS i
        JOIN pg_class AS r ON r.oid = i.indexrelid
       WHERE i.indrelid = ? AND (i.indisunique OR i.indisexclusion)
      """;

  private final Connection connection;
  private final Shape shape;
  private final ShadowSql sql;

  Collisions(Connection connection, Shape shape, ShadowSql sql) {
    this.connection = connection;
    this.shape = shape;
    this.sql = sql;
  }

  /**
   * What to do about rows that {@code index} refused. Asks more than one question: in one snapshot.
   *
   * @param rows the WHERE clause of the rows being written
   * @param deleted the keys whose rows were deleted from the shadow before
   * @return the further keys to read in the same snapshot; none if the cause has already passed
   * @throws MigrationException with DUPLICATE_ROWS if the source itself has the duplicate
   */
  Set<Key> resolve(String index, String rows, Binder binder, Collection<Key> deleted)
      throws SQLException {
    Optional<CollisionSql.Index> found = index(index);
    if (found.isEmpty()) {
      // The index came and went with an attempt of ours.
      return Set.of();
    }
    Set<Key> inTheWay = inTheWay(indexes(), rows, binder, deleted);
    if (inTheWay.isEmpty()) {
      refuseDuplicates(found.get(), rows, binder);
    }
    return inTheWay;
  }

  /**
   * The keys of rows in the shadow that stand in the way of {@code rows}, those in the way of these
   * keys' own rows as the source has them now, and so on. Rows that exchange values for long form
   * chains: read anew one link at a time, they would never be caught up with.
   */
  Set<Key> inTheWay(
      Collection<CollisionSql.Index> rules, String rows, Binder binder, Collection<Key> deleted)
      throws SQLException {
    Set<Key> known = new HashSet<>(deleted);
    Set<Key> found = new HashSet<>();
    String asked = rows;
    Binder asking = binder;
    while (true) {
      Set<Key> next = new HashSet<>();
      Binder parameters = asking.then(Binder.keys(known, shape.key().size()));
      for (CollisionSql.Index rule : rules) {
        next.addAll(keys(rule, new CollisionSql(shape, sql, rule).inTheWay(asked), parameters));
      }
      if (next.isEmpty() || !found.addAll(next) || found.size() >= CollisionSql.MOST_KEYS) {
        return found;
      }
      known.addAll(next);
      asked = sql.rows(KeyRange.ALL);
      asking = Binder.keys(next, shape.key().size());
    }
  }

  /** The keys of rows in the shadow that keep {@code index} from being built. */
  Set<Key> withinShadow(CollisionSql.Index index) throws SQLException {
    return keys(index, new CollisionSql(shape, sql, index).withinShadow(), Binder.NOTHING);
  }

  /** Throws if, in one snapshot, rows of the source collide under the index of that name. */
  void refuseDuplicates(String index, String rows, Binder binder) throws SQLException {
    Optional<CollisionSql.Index> found = index(index);
    if (found.isPresent()) {
      refuseDuplicates(found.get(), rows, binder);
    }
  }

  /** Throws if, in one snapshot, rows of the source collide under {@code index}. */
  void refuseDuplicates(CollisionSql.Index index, String rows, Binder binder) throws SQLException {
    refuse(index.name(), new CollisionSql(shape, sql, index).duplicates(rows), binder);
  }

  /** What makes rows collide under the index of that name, if the shadow has it. */
  Optional<CollisionSql.Index> index(String name) throws SQLException {
    return indexes().stream().filter(index -> index.name().equals(name)).findFirst();
  }

  /** The rules that the shadow has now. */
  List<CollisionSql.Index> indexes() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(INDEXES)) {
      select.setLong(1, shape.shadowOid());
      try (ResultSet row = select.executeQuery()) {
        List<CollisionSql.Index> indexes = new ArrayList<>();
        while (row.next()) {
          indexes.add(
              new CollisionSql.Index(
                  row.getString(1),
                  strings(row.getArray(2)),
                  strings(row.getArray(3)),
                  Optional.ofNullable(row.getString(4)),
                  row.getBoolean(5),
                  Optional.ofNullable(row.getString(6))));
        }
        return indexes;
      }
    }
  }

  private Set<Key> keys(CollisionSql.Index rule, String query, Binder binder) throws SQLException {
    throughIndex(rule, true);
    try (PreparedStatement select = connection.prepareStatement(query)) {
      binder.bind(select, 1);
      try (ResultSet rows = select.executeQuery()) {
        Set<Key> keys = new HashSet<>();
        while (rows.next()) {
          keys.add(key(rows, 1));
        }
        throughIndex(rule, false);
        return keys;
      }
    }
  }

  /**
   * Without statistics of how ranges overlap the server would rather compare every row with every
   * other one. Counts in the transaction that is open.
   */
  private void throughIndex(CollisionSql.Index rule, boolean only) throws SQLException {
    if (rule.serving().isPresent()) {
      try (Statement set = connection.createStatement()) {
        set.execute(
            only
                ? "SET LOCAL enable_seqscan = off; SET LOCAL enable_material = off"
                : "SET LOCAL enable_seqscan = on; SET LOCAL enable_material = on");
      }
    }
  }

  private void refuse(String index, String query, Binder binder) throws SQLException {
    List<String> pairs = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(query)) {
      binder.bind(select, 1);
      try (ResultSet rows = select.executeQuery()) {
        int columns = shape.key().size();
        while (rows.next()) {
          pairs.add(
              key(rows, 1).values()
                  + " and "
                  + key(rows, 1 + columns).values()
                  + " (both "
                  + rows.getString(1 + 2 * columns)
                  + ")");
        }
      }
    }
    if (!pairs.isEmpty()) {
      throw new MigrationException(
          ErrorCode.DUPLICATE_ROWS,
          "the new shape of "
              + shape.source()
              + " cannot hold rows that collide under "
              + index
              + ": keys "
              + String.join("; ", pairs),
          "The source is untouched. Mend these rows and resume, or run `instar abort`.");
    }
  }

  private Key key(ResultSet row, int first) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < shape.key().size(); i++) {
      values.add(row.getString(first + i));
    }
    return new Key(values);
  }

  private static List<String> strings(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
