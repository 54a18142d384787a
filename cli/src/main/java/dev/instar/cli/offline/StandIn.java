package dev.instar.cli.offline;

import dev.instar.engine.BundledDatabase;
import dev.instar.migrator.postgresql.plan.Unreplayed;
import dev.instar.migrator.postgresql.replay.Replay;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.postgresql.session.Sessions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database in this process's memory with the schema that earlier scripts make. It listens on
 * loopback with a password that nobody is told, and is gone with {@link #close} or the process.
 */
final class StandIn implements AutoCloseable {
  /** Whose the tables are is not known; this is what a plan calls them. */
  private static final String OWNER = "owner";

  private final BundledDatabase database;
  private List<Unreplayed> unreplayed = List.of();

  private StandIn(BundledDatabase database) {
    this.database = database;
  }

  /**
   * Replays the scripts, in order.
   *
   * @throws dev.instar.migrator.error.MigrationException if one cannot be read or is no SQL
   */
  static StandIn replaying(List<EarlierScript> scripts, String timeZone) {
    StandIn standIn = new StandIn(BundledDatabase.builder().user(OWNER).inMemory());
    boolean replayed = false;
    try {
      standIn.replay(scripts, timeZone);
      replayed = true;
      return standIn;
    } finally {
      if (!replayed) {
        standIn.close();
      }
    }
  }

  private void replay(List<EarlierScript> scripts, String timeZone) {
    if (scripts.isEmpty()) {
      return;
    }
    try (Replay replay = Replay.on(new Sessions(settings(), timeZone))) {
      for (EarlierScript script : scripts) {
        replay.run(script.name(), script.read());
      }
      unreplayed = replay.unreplayed();
    }
  }

  ConnectionSettings settings() {
    return new ConnectionSettings(
        database.jdbcUrl(),
        Optional.of(database.user()),
        Optional.of(database.password()),
        Map.of());
  }

  List<Unreplayed> unreplayed() {
    return unreplayed;
  }

  @Override
  public void close() {
    database.close();
  }
}
