package dev.instar.migrator.postgresql.shadow;

import dev.instar.changelog.Key;
import dev.instar.changelog.LogPosition;
import dev.instar.migrator.journal.EpochGuard;
import dev.instar.migrator.postgresql.shape.Shape;
import dev.instar.migrator.shadow.Comparison;
import dev.instar.migrator.shadow.ShadowSession;
import dev.instar.migrator.shadow.Written;
import dev.instar.migrator.shadow.ledger.KeyRange;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The pipeline's work on one connection. Each writing method is one transaction: epoch, rows,
 * position; except under the cut-over's lock, where all of them belong to the lock holder's
 * transaction and are committed by the swap.
 */
final class PostgresShadowSession implements ShadowSession {
  /** What one transaction does. */
  @FunctionalInterface
  private interface Body {
    long run() throws SQLException;
  }

  /**
   * Rows of the source that are written to the shadow.
   *
   * @param rows the WHERE clause that selects them
   * @param deleted the keys whose rows are deleted from the shadow before
   */
  private record Work(String doing, String rows, Binder binder, Set<Key> deleted, Body body) {}

  private final Connection connection;
  private final Shape shape;
  private final ShadowSql sql;
  private final ShadowState state;
  private final Collisions collisions;
  private final long epoch;
  private final boolean ownTransactions;

  /**
   * @param connection the session's own, or under the cut-over's lock the lock holder's
   * @param ownTransactions whether each method is a transaction of its own
   */
  PostgresShadowSession(
      Connection connection, Shape shape, ShadowState state, long epoch, boolean ownTransactions) {
    this.connection = connection;
    this.shape = shape;
    this.sql = new ShadowSql(shape);
    this.state = state;
    this.collisions = new Collisions(connection, shape, sql);
    this.epoch = epoch;
    this.ownTransactions = ownTransactions;
  }

  @Override
  public Optional<Key> bound(KeyRange range, long rows) {
    try (PreparedStatement select = connection.prepareStatement(sql.bound(range))) {
      int next = Binder.range(range).bind(select, 1);
      select.setLong(next, rows - 1);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= shape.key().size(); i++) {
          values.add(row.getString(i));
        }
        return Optional.of(new Key(values));
      }
    } catch (SQLException e) {
      throw SqlFailures.translate("looking for the end of a chunk of " + shape.source(), e);
    }
  }

  @Override
  public Written copy(KeyRange range, Reservation reserve) {
    return write(pulled -> chunk(range, pulled), reserve);
  }

  private Work chunk(KeyRange range, Set<Key> pulled) {
    Binder bounds = Binder.range(range);
    Binder rows = pulled.isEmpty() ? bounds : bounds.then(Binder.keys(pulled, shape.key().size()));
    return new Work(
        "copying a chunk of " + shape.source(),
        sql.rows(range, !pulled.isEmpty()),
        rows,
        pulled,
        () -> {
          delete(pulled);
          long inserted = update(sql.copy(range, !pulled.isEmpty()), rows);
          state.addRange(connection, range, inserted);
          return inserted;
        });
  }

  @Override
  public Written flush(
      Collection<Key> keys, LogPosition position, Optional<KeyRange> within, Reservation reserve) {
    return write(
        pulled -> {
          Set<Key> all = new HashSet<>(keys);
          all.addAll(pulled);
          return batch(all, position, within.orElse(KeyRange.ALL));
        },
        reserve);
  }

  private Work batch(Set<Key> keys, LogPosition position, KeyRange within) {
    Binder rows = Binder.keys(keys, shape.key().size()).then(Binder.range(within));
    return new Work(
        "applying changes of " + shape.source(),
        sql.rows(within),
        rows,
        keys,
        () -> {
          delete(keys);
          long inserted = update(sql.reread(within), rows);
          state.savePosition(connection, position);
          return inserted;
        });
  }

  @Override
  public void save(LogPosition position) {
    inTransaction(
        "saving the position",
        () -> {
          state.savePosition(connection, position);
          return 0;
        });
  }

  @Override
  public void restart() {
    inTransaction(
        "starting over after a TRUNCATE of " + shape.source(),
        () -> {
          try (Statement truncate = connection.createStatement()) {
            truncate.execute("TRUNCATE " + shape.shadow().quoted());
          }
          state.removeRanges(connection);
          return 0;
        });
  }

  @Override
  public Comparison compare(KeyRange range) {
    KeyRange compared = shape.keyOrderPreserved() ? range : KeyRange.ALL;
    return compare(sql.compare(compared), Binder.range(compared).then(Binder.range(compared)));
  }

  @Override
  public Set<Key> differing(Collection<Key> keys) {
    if (keys.isEmpty()) {
      return Set.of();
    }
    Binder once = Binder.keys(keys, shape.key().size());
    return compare(sql.compareKeys(), once.then(once)).differing();
  }

  private Comparison compare(String query, Binder binder) {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      binder.bind(select, 1);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        Set<Key> differing = new HashSet<>();
        Array keys = row.getArray(2);
        if (keys != null) {
          for (Object key : (Object[]) keys.getArray()) {
            differing.add(new Key(Arrays.asList((String[]) key)));
          }
        }
        return new Comparison(row.getLong(1), differing);
      }
    } catch (SQLException e) {
      throw SqlFailures.translate("comparing " + shape.source() + " with its shadow", e);
    }
  }

  @Override
  public void close() {
    if (ownTransactions) {
      SqlFailures.closeQuietly(connection);
    }
  }

  private void delete(Collection<Key> keys) throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    update(sql.delete(), Binder.keys(keys, shape.key().size()));
  }

  private long update(String statement, Binder binder) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(statement)) {
      binder.bind(update, 1);
      return update.executeLargeUpdate();
    }
  }

  /** Runs a transaction that writes rows, and finds out why if the shadow refuses them. */
  private Written write(Function<Set<Key>, Work> pulling, Reservation reserve) {
    Work work = pulling.apply(Set.of());
    try {
      return new Written.Committed(transaction(work.body()), Set.of());
    } catch (SQLException e) {
      if (SqlFailures.isCollision(e) && ownTransactions) {
        return writeTogether(constraint(e), work, pulling, reserve);
      }
      if (SqlFailures.isTransient(e)) {
        return new Written.RolledBack(e.getMessage());
      }
      throw SqlFailures.translate(work.doing(), e);
    }
  }

  /**
   * Writes the rows with all that are in their way, as one snapshot has them (I4). Rows that
   * exchange values without pause would be in the way again in every later snapshot.
   */
  private Written writeTogether(
      String refusedBy, Work work, Function<Set<Key>, Work> pulling, Reservation reserve) {
    try {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        EpochGuard.check(connection, state.migration(), epoch);
        Set<Key> inTheWay =
            collisions.resolve(refusedBy, work.rows(), work.binder(), work.deleted());
        if (inTheWay.isEmpty() || !reserve.of(inTheWay)) {
          return new Written.RolledBack("rows were in the way of each other under " + refusedBy);
        }
        Work together = pulling.apply(inTheWay);
        Savepoint before = connection.setSavepoint();
        try {
          long inserted = together.body().run();
          connection.commit();
          return new Written.Committed(inserted, inTheWay);
        } catch (SQLException e) {
          if (!SqlFailures.isCollision(e)) {
            throw e;
          }
          connection.rollback(before);
          collisions.refuseDuplicates(constraint(e), together.rows(), together.binder());
          return new Written.RolledBack(e.getMessage());
        }
      } finally {
        if (!connection.isClosed()) {
          connection.rollback();
          connection.setAutoCommit(true);
        }
      }
    } catch (SQLException e) {
      if (SqlFailures.isTransient(e)) {
        return new Written.RolledBack(e.getMessage());
      }
      throw SqlFailures.translate(work.doing(), e);
    }
  }

  private static String constraint(SQLException refused) {
    ServerErrorMessage message =
        refused instanceof PSQLException p ? p.getServerErrorMessage() : null;
    return message == null || message.getConstraint() == null ? "" : message.getConstraint();
  }

  private void inTransaction(String doing, Body body) {
    try {
      transaction(body);
    } catch (SQLException e) {
      throw SqlFailures.translate(doing, e);
    }
  }

  private long transaction(Body body) throws SQLException {
    if (!ownTransactions) {
      return body.run();
    }
    connection.setAutoCommit(false);
    try {
      EpochGuard.check(connection, state.migration(), epoch);
      long result = body.run();
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      SqlFailures.rollback(connection, e);
      throw e;
    } finally {
      SqlFailures.autoCommit(connection);
    }
  }
}
