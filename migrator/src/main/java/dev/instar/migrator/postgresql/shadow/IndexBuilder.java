package dev.instar.migrator.postgresql.shadow;

import dev.instar.changelog.Key;
import dev.instar.changelog.postgresql.Lsn;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.journal.EpochGuard;
import dev.instar.migrator.postgresql.shape.DeferredIndex;
import dev.instar.migrator.postgresql.shape.DeferredIndexes;
import dev.instar.migrator.postgresql.shape.Shape;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.shadow.Written;
import dev.instar.migrator.shadow.ledger.KeyRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Builds the shadow's indexes after rows are there. Nobody else writes to the shadow meanwhile.
 * Each index is one transaction, so an index that is there is whole.
 *
 * <p>A duplicate in the shadow need not be one in the source: its rows were read at different
 * moments. The keys concerned are read anew, all in one snapshot; if they still collide, the new
 * shape cannot hold the data (I4).
 */
final class IndexBuilder {
  private final StepContext context;
  private final Shape shape;
  private final ShadowState state;
  private volatile boolean keyPresent;

  IndexBuilder(StepContext context, Shape shape, ShadowState state) {
    this.context = context;
    this.shape = shape;
    this.state = state;
    try (Connection connection = context.sessions().open("index")) {
      this.keyPresent = keyPresent(connection);
    } catch (SQLException e) {
      throw SqlFailures.translate("looking up the indexes of the shadow of " + shape.source(), e);
    }
  }

  boolean keyPresent() {
    return keyPresent;
  }

  void buildKey() {
    build(true);
    keyPresent = true;
  }

  void buildRest() {
    build(false);
    try (Connection connection = context.sessions().open("index");
        Statement analyze = connection.createStatement()) {
      if (context.throttle().yields()) {
        analyze.execute("SET vacuum_cost_delay = '2ms'");
      }
      analyze.execute("ANALYZE " + shape.shadow().quoted());
    } catch (SQLException e) {
      throw SqlFailures.translate("analyzing the shadow of " + shape.source(), e);
    }
  }

  private void build(boolean key) {
    try (Connection connection = context.sessions().openForScript("index")) {
      for (DeferredIndex index : shape.deferred()) {
        if (index.key() == key && !exists(connection, index)) {
          context.progress().report(new ProgressEvent.Notice("building index " + index.name()));
          build(connection, index);
        }
      }
    } catch (SQLException e) {
      throw SqlFailures.translate("building the indexes of the shadow of " + shape.source(), e);
    }
  }

  private void build(Connection connection, DeferredIndex index) throws SQLException {
    Optional<SQLException> refused = tryToBuild(connection, index);
    while (refused.isPresent()) {
      context.control().check();
      if (!SqlFailures.isCollision(refused.get())) {
        throw refused.get();
      }
      readAnew(connection, index, refused.get());
      refused = tryToBuild(connection, index);
    }
  }

  private Optional<SQLException> tryToBuild(Connection connection, DeferredIndex index)
      throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      EpochGuard.check(connection, context.migration(), context.epoch());
      if (context.throttle().yields()) {
        statement.execute("SET LOCAL max_parallel_maintenance_workers = 0");
      }
      DeferredIndexes.build(connection, index);
      connection.commit();
      return Optional.empty();
    } catch (SQLException e) {
      SqlFailures.rollback(connection, e);
      return Optional.of(e);
    } finally {
      SqlFailures.autoCommit(connection);
    }
  }

  /**
   * Reads colliding rows anew with all that stand in their way, in one snapshot: what collides then
   * collides in the source. None is left out of the shadow meanwhile. What an exclusion constraint
   * keeps apart is found through its own index, which is there for this transaction.
   */
  private void readAnew(Connection connection, DeferredIndex index, SQLException refused)
      throws SQLException {
    ShadowSql sql = new ShadowSql(shape);
    Collisions collisions = new Collisions(connection, shape, sql);
    CollisionSql.Index rule = rule(connection, collisions, index);
    connection.setAutoCommit(false);
    try (Statement begin = connection.createStatement();
        PostgresShadowSession session =
            new PostgresShadowSession(connection, shape, state, context.epoch(), false)) {
      begin.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      EpochGuard.check(connection, context.migration(), context.epoch());
      if (rule.serving().isPresent()) {
        begin.execute(rule.serving().get());
      }
      Set<Key> keys = new HashSet<>(collisions.withinShadow(rule));
      if (keys.isEmpty()) {
        throw refused;
      }
      List<CollisionSql.Index> rules = new ArrayList<>(collisions.indexes());
      rules.add(rule);
      String rows = sql.rows(KeyRange.ALL);
      keys.addAll(collisions.inTheWay(rules, rows, Binder.keys(keys, shape.key().size()), keys));
      collisions.refuseDuplicates(rule, rows, Binder.keys(keys, shape.key().size()));
      switch (session.flush(keys, Lsn.ZERO, Optional.empty(), others -> false)) {
        case Written.Committed ignored -> {
          if (rule.serving().isPresent()) {
            begin.execute(
                "DROP INDEX " + new TableName(shape.shadow().schema(), index.name()).quoted());
          }
          connection.commit();
        }
        // Tried again: a position was saved meanwhile, or there are more keys than are read at
        // once.
        case Written.RolledBack ignored -> connection.rollback();
      }
    } catch (SQLException | RuntimeException e) {
      SqlFailures.rollback(connection, e);
      throw e;
    } finally {
      SqlFailures.autoCommit(connection);
    }
  }

  /** What the index would be, seen on an emptied shadow in a transaction that is rolled back. */
  private CollisionSql.Index rule(Connection connection, Collisions collisions, DeferredIndex index)
      throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE " + shape.shadow().quoted());
      DeferredIndexes.build(connection, index);
      return collisions.index(index.name()).orElseThrow();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private boolean keyPresent(Connection connection) throws SQLException {
    for (DeferredIndex index : shape.deferred()) {
      if (index.key() && !exists(connection, index)) {
        return false;
      }
    }
    return true;
  }

  private boolean exists(Connection connection, DeferredIndex index) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = ? AND c.relname = ?")) {
      select.setString(1, shape.shadow().schema());
      select.setString(2, index.name());
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }
}
