package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.TextFormat;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What functions ask of the session that calls them. Called by the session's thread. The clocks
 * default to the machine's; the rest to a session without a catalog.
 */
public interface SessionFunctions {
  /** How to read and print; its session view tells when the transaction began. */
  TextFormat format();

  default Instant statementStart() {
    return format().session().transactionStart();
  }

  default Instant clock() {
    return Instant.now();
  }

  default String currentUser() {
    return "instar";
  }

  default String sessionUser() {
    return currentUser();
  }

  default String database() {
    return "instar";
  }

  /** The search path as it is in effect; with the implicit schemas if so asked. */
  default List<String> schemas(boolean implicit) {
    return implicit ? List.of("pg_catalog", "public") : List.of("public");
  }

  default String version() {
    return "PostgreSQL 17 (Instar)";
  }

  default int processId() {
    return 0;
  }

  /** The client's end of the connection, if the session has one. */
  default Optional<InetSocketAddress> clientAddress() {
    return Optional.empty();
  }

  /** The server's end of it. */
  default Optional<InetSocketAddress> serverAddress() {
    return Optional.empty();
  }

  /** A setting's value as SHOW prints it; null if there is none of that name. */
  default String setting(String name) {
    return null;
  }

  /** A setting's value in its own unit, without it, as {@code pg_settings} has it. */
  default String settingInItsUnit(String name) {
    return setting(name);
  }

  /** Sets it for the session or, if local, for the transaction; returns the value in effect. */
  default String set(String name, String value, boolean local) {
    throw SqlException.unsupported("set_config");
  }

  /**
   * A function that only the catalog, the locks or the sequences can answer, by its name in the
   * table ({@code nextval_oid}, {@code obj_description}).
   */
  default Object call(String function, Object[] arguments) {
    throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, function + " is not supported");
  }
}
