package dev.instar.migrator.postgresql.shadow;

import dev.instar.changelog.Key;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.postgresql.shape.Shape;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what a refused row means (I4): an older image of another row in the shadow, which passes when
 * both are read anew in one snapshot; or two rows of the source that the new shape cannot hold, which
 * stops the migration with the rows named. Used by the thread that owns the connection, outside a
 * transaction.
 */
final class Collisions {
  /** The index of the shadow by its name, with the operator under which each of its keys collides. */
  private static final String INDEX =
      """
      SELECT (SELECT array_agg(pg_get_indexdef(i.indexrelid, n, true) ORDER BY n)
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
             pg_get_expr(i.indpred, i.indrelid, true)
        FROM pg_index AS i
        JOIN pg_class AS r ON r.oid = i.indexrelid
       WHERE i.indrelid = ? AND r.relname = ?
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
   * What to do about rows that {@code index} refused.
   *
   * @param rows the WHERE clause of the rows being written
   * @param own the keys that are already read anew with them: their old images are not in the way
   * @return the further keys to read in the same snapshot; none if the cause has already passed
   * @throws MigrationException with DUPLICATE_ROWS if the source itself has the duplicate
   */
  Set<Key> resolve(String index, String rows, Binder binder, Collection<Key> own)
      throws SQLException {
    Optional<CollisionSql.Index> found = index(index);
    if (found.isEmpty()) {
      // The index came and went with an attempt of ours.
      return Set.of();
    }
    CollisionSql questions = new CollisionSql(shape, sql, found.get());
    Set<Key> inTheWay =
        shape.keyOrderPreserved() ? keys(questions.inTheWay(rows), binder) : new HashSet<>();
    inTheWay.removeAll(Set.copyOf(own));
    if (inTheWay.isEmpty()) {
      refuseDuplicates(index, questions.duplicates(rows), binder);
    }
    return inTheWay;
  }

  /** The keys of rows in the shadow that keep {@code index} from being built. */
  Set<Key> withinShadow(CollisionSql.Index index) throws SQLException {
    return keys(new CollisionSql(shape, sql, index).withinShadow(), Binder.NOTHING);
  }

  /** Throws if, in one snapshot, rows of the source collide under {@code index}. */
  void refuseDuplicates(CollisionSql.Index index, String rows, Binder binder) throws SQLException {
    refuseDuplicates(
        index.name(), new CollisionSql(shape, sql, index).duplicates(rows), binder);
  }

  /** What makes rows collide under the index of that name, if the shadow has it. */
  Optional<CollisionSql.Index> index(String name) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(INDEX)) {
      select.setLong(1, shape.shadowOid());
      select.setString(2, name);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new CollisionSql.Index(
                    name,
                    strings(row.getArray(1)),
                    strings(row.getArray(2)),
                    Optional.ofNullable(row.getString(3))))
            : Optional.empty();
      }
    }
  }

  private Set<Key> keys(String query, Binder binder) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      binder.bind(select, 1);
      try (ResultSet rows = select.executeQuery()) {
        Set<Key> keys = new HashSet<>();
        while (rows.next()) {
          keys.add(key(rows, 1));
        }
        return keys;
      }
    }
  }

  private void refuseDuplicates(String index, String query, Binder binder) throws SQLException {
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
