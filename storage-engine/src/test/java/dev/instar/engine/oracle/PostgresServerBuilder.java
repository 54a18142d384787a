package dev.instar.engine.oracle;

import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of a {@link PostgresServer} to be started. Used by one thread. */
public final class PostgresServerBuilder {
  private final PostgresVersion version;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, String> asked = new LinkedHashMap<>();
  private boolean bundled;

  PostgresServerBuilder(PostgresVersion version) {
    this.version = version;
    settings.put("listen_addresses", "127.0.0.1");
    settings.put("unix_socket_directories", "");
    settings.put("wal_level", "logical");
    settings.put("max_wal_senders", "20");
    settings.put("max_replication_slots", "20");
    settings.put("max_prepared_transactions", "10");
    settings.put("shared_buffers", "64MB");
    // What a standby copied from this server has missed while both were started.
    settings.put("wal_keep_size", "64MB");
    settings.put("timezone", "UTC");
    settings.put("log_timezone", "UTC");
    settings.put("lc_messages", "C");
    settings.put("log_line_prefix", "%m [%p] %q%d %a ");
    // Two cores: compiling queries and parallel workers cost more than they give.
    settings.put("jit", "off");
    settings.put("max_parallel_workers_per_gather", "0");
    fsync(false);
  }

  /** Sets a server parameter, over the defaults. */
  public PostgresServerBuilder setting(String name, String value) {
    asked.put(name, value);
    return this;
  }

  public PostgresServerBuilder settings(Map<String, String> more) {
    asked.putAll(more);
    return this;
  }

  /**
   * Whether commits reach the disk. Off unless asked for: only a crash of the machine, not one of
   * the server, loses what was not synced. Benchmarks want it on.
   */
  public PostgresServerBuilder fsync(boolean on) {
    settings.put("fsync", on ? "on" : "off");
    settings.put("full_page_writes", on ? "on" : "off");
    return this;
  }

  /**
   * The bundled engine in the server's place, in this process, on a directory of its own. It gets
   * the settings that were asked for, not the defaults, which are PostgreSQL's.
   */
  public PostgresServerBuilder bundled() {
    bundled = true;
    return this;
  }

  /**
   * Makes a new cluster and starts a server on it.
   *
   * @throws IllegalStateException if this machine cannot run it, with the reason
   */
  public PostgresServer start() {
    return PostgresServer.initialize(version, settings, asked, bundled);
  }
}
