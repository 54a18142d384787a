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
  public EngineOptions {
    settings = Map.copyOf(settings);
  }
}
