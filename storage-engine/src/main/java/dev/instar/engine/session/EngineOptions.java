package dev.instar.engine.session;

import dev.instar.engine.store.StoreOptions;
import java.util.Map;

/**
 * How a data directory is opened.
 *
 * @param settings values of settings for all sessions, as SET would write them, by name
 * @param password of the first role, where a directory is made; an existing one keeps its own
 *     unless it has none
 * @param user the first role's name, where a directory is made
 * @param database the first database's name, likewise
 */
public record EngineOptions(
    StoreOptions store,
    Map<String, String> settings,
    String user,
    String password,
    String database) {
  private static final String MAX_WAL_SIZE = "max_wal_size";

  public EngineOptions {
    settings = Map.copyOf(settings);
  }

  /**
   * Sizes of the store, with the distance of checkpoints that {@code max_wal_size} asks for: one
   * begins at half of it, so that what is logged meanwhile fits too.
   */
  StoreOptions sizes() {
    String written = null;
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      written = setting.getKey().equalsIgnoreCase(MAX_WAL_SIZE) ? setting.getValue() : written;
    }
    if (written == null) {
      return store;
    }
    SettingDefinition definition = SettingTable.find(MAX_WAL_SIZE).orElseThrow();
    long megabytes = Long.parseLong(SettingText.kept(definition, written));
    return store.withCheckpoints(megabytes << 19, megabytes << 20);
  }
}
