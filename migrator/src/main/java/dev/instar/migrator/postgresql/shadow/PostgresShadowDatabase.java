package dev.instar.migrator.postgresql.shadow;

import dev.instar.changelog.ChangeStream;
import dev.instar.changelog.TableId;
import dev.instar.changelog.postgresql.Lsn;
import dev.instar.changelog.postgresql.PostgresChangeStream;
import dev.instar.changelog.postgresql.StreamConnections;
import dev.instar.changelog.postgresql.StreamSettings;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.postgresql.shape.KeyColumn;
import dev.instar.migrator.postgresql.shape.ShadowNames;
import dev.instar.migrator.postgresql.shape.Shape;
import dev.instar.migrator.postgresql.shape.SourceWatch;
import dev.instar.migrator.shadow.ShadowDatabase;
import dev.instar.migrator.shadow.ShadowSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Source and shadow on a PostgreSQL server, for one run of one rebuild step. */
final class PostgresShadowDatabase implements ShadowDatabase, AutoCloseable {
  /** So that comparing a range joins in memory. */
  private static final String WORK_MEM = "64MB";

  private final StepContext context;
  private final ShadowNames names;
  private final Shape shape;
  private final ShadowState state;
  private final String published;
  private final Lsn saved;
  private final Origins origins;
  private final boolean originsUsed;
  private final IndexBuilder indexes;
  private final AtomicBoolean sequencesFirst = new AtomicBoolean();

  /** Guarded by itself: {@link #mark} is called from several threads, and must never wait long. */
  private final Connection marks;

  /** Guarded by itself. What it reads of the catalog waits where the cut-over holds its lock. */
  private final Connection watch;

  /**
   * @param published the publication's identity when it was made
   * @param saved the position that is saved
   */
  PostgresShadowDatabase(
      StepContext context,
      ShadowNames names,
      Shape shape,
      ShadowState state,
      String published,
      Lsn saved,
      Origins origins,
      boolean originsUsed) {
    this.context = context;
    this.names = names;
    this.shape = shape;
    this.state = state;
    this.published = published;
    this.saved = saved;
    this.origins = origins;
    this.originsUsed = originsUsed;
    this.indexes = new IndexBuilder(context, shape, state);
    this.marks = context.sessions().open("marker");
    this.watch = context.sessions().open("watch");
  }

  @Override
  public ShadowSession open(String purpose) {
    Connection connection = context.sessions().openForScript(purpose);
    try {
      try (Statement set = connection.createStatement()) {
        set.execute(
            // Our own workers are as many as the user allows, a chunk is too short to compile for,
            // and ranges differ too much for one plan to fit all.
            "SET work_mem = '%s'; SET max_parallel_workers_per_gather = 0; SET jit = off; SET plan_cache_mode = force_custom_plan"
                .formatted(WORK_MEM));
        if (purpose.equals("verify") && shape.keyOrderPreserved()) {
          // Both sides come in the key's order from their indexes: merging them needs no memory.
          set.execute("SET enable_hashjoin = off");
        }
      }
      if (purpose.equals("copy")) {
        origins.mark(connection);
      }
      return new PostgresShadowSession(connection, shape, state, context.epoch(), true);
    } catch (SQLException e) {
      SqlFailures.closeQuietly(connection);
      throw SqlFailures.translate("opening a session to " + purpose, e);
    }
  }

  /** What nobody has published is not in the stream, and nobody would miss it there. */
  @Override
  public ChangeStream changes() {
    requireUnchanged();
    TableId source = new TableId(shape.source().schema(), shape.source().name());
    StreamSettings settings =
        StreamSettings.of(
                connections(context.sessions()),
                names.slot(),
                names.publication(),
                Map.of(source, shape.key().stream().map(KeyColumn::name).toList()))
            .startingAt(saved)
            .inTimeZone(context.sessions().timeZone());
    return PostgresChangeStream.open(originsUsed ? settings.excludingReplicated() : settings);
  }

  private static StreamConnections connections(Sessions sessions) {
    return new StreamConnections() {
      @Override
      public Connection ordinary() {
        return sessions.open("gate");
      }

      @Override
      public Connection replication() {
        return sessions.openReplication("stream");
      }
    };
  }

  @Override
  public void mark(String content) {
    synchronized (marks) {
      try (PreparedStatement emit =
          marks.prepareStatement("SELECT pg_logical_emit_message(true, 'instar', ?)")) {
        emit.setString(1, content);
        emit.execute();
      } catch (SQLException e) {
        throw SqlFailures.translate("writing a marker", e);
      }
    }
  }

  @Override
  public void requireUnchanged() {
    synchronized (watch) {
      try {
        SourceWatch.require(watch, shape);
        new Publication(names).requireUntouched(watch, published, shape.sourceOid());
      } catch (SQLException e) {
        throw SqlFailures.translate("looking at the definition of " + shape.source(), e);
      }
    }
  }

  @Override
  public long estimatedRows() {
    synchronized (watch) {
      try (PreparedStatement select =
          watch.prepareStatement(
              "SELECT greatest(0, reltuples)::bigint FROM pg_class WHERE oid = ?")) {
        select.setLong(1, shape.sourceOid());
        try (ResultSet row = select.executeQuery()) {
          return row.next() ? row.getLong(1) : 0;
        }
      } catch (SQLException e) {
        throw SqlFailures.translate("looking up the size of " + shape.source(), e);
      }
    }
  }

  @Override
  public boolean comparesRanges() {
    return shape.keyOrderPreserved();
  }

  @Override
  public boolean keyPresent() {
    return indexes.keyPresent();
  }

  @Override
  public void buildKey() {
    indexes.buildKey();
  }

  @Override
  public void buildIndexes() {
    indexes.buildRest();
  }

  @Override
  public CutOverAttempt prepareCutOver() {
    return PostgresCutOver.prepare(
        context, names, shape, state, published, originsUsed, sequencesFirst);
  }

  @Override
  public void close() {
    SqlFailures.closeQuietly(marks);
    SqlFailures.closeQuietly(watch);
  }
}
