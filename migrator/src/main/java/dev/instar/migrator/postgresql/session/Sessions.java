package dev.instar.migrator.postgresql.session;

import dev.instar.changelog.postgresql.SessionSettings;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.schema.Identifiers;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.PGProperty;
import org.postgresql.util.PSQLState;

/** Opens connections whose settings are pinned. Thread-safe; every connection is its caller's. */
public final class Sessions {
  private static final String INVALID_PARAMETER_VALUE = "22023";

  private final ConnectionSettings settings;
  private final String timeZone;
  private final List<String> searchPath;
  private final Optional<String> usersPath;
  private final String label;

  /** Sessions for what carries no text of a script: names are looked up in pg_catalog alone. */
  public Sessions(ConnectionSettings settings, String timeZone) {
    this(settings, timeZone, List.of("pg_catalog"));
  }

  /**
   * @param timeZone the TimeZone every session gets; a transform may depend on it, so it stands in
   *     the plan
   * @param searchPath the schemas in which the names of a script's own text are looked up, as the
   *     plan records them
   */
  public Sessions(ConnectionSettings settings, String timeZone, List<String> searchPath) {
    this(settings, timeZone, searchPath, Optional.empty(), "instar");
  }

  private Sessions(
      ConnectionSettings settings,
      String timeZone,
      List<String> searchPath,
      Optional<String> usersPath,
      String label) {
    this.settings = settings;
    this.timeZone = timeZone;
    this.searchPath = List.copyOf(searchPath);
    this.usersPath = usersPath;
    this.label = label;
  }

  /**
   * The same sessions with application_name {@code instar label purpose}: by the label a takeover
   * knows whose backends they are (I10).
   */
  public Sessions labelled(String label) {
    return new Sessions(settings, timeZone, searchPath, usersPath, "instar " + label);
  }

  /**
   * The same sessions for a user whose search_path is another one than the server gives.
   *
   * @param path as {@code SHOW search_path} prints it
   */
  public Sessions withUsersPath(String path) {
    return new Sessions(settings, timeZone, searchPath, Optional.of(path), label);
  }

  /** The schemas in which {@link #openForScript} looks up names, in order. */
  public List<String> searchPath() {
    return searchPath;
  }

  public String timeZone() {
    return timeZone;
  }

  public ConnectionSettings settings() {
    return settings;
  }

  /**
   * An ordinary session in autocommit mode, READ COMMITTED.
   *
   * @param purpose what it is for, as {@code application_name} shows it: {@code instar purpose}
   * @throws MigrationException if the server cannot be reached, or does not let us in
   */
  public Connection open(String purpose) {
    return open(purpose, List.of("pg_catalog"));
  }

  /**
   * As {@link #open}, but names without a schema are looked up in the plan's search path: for
   * statements that carry the script's own text (types, functions, operators). Our own names are
   * qualified in these sessions too.
   */
  public Connection openForScript(String purpose) {
    return open(purpose, madeIn(searchPath));
  }

  /**
   * The path without pg_catalog in front, which is looked in first anyway: named there, it would be
   * where new tables are made.
   */
  private static List<String> madeIn(List<String> path) {
    return path.size() > 1 && path.getFirst().equals("pg_catalog")
        ? path.subList(1, path.size())
        : path;
  }

  /**
   * As {@link #open}, but with the search_path that the server, the role, the database and the URL
   * give this user, or that of {@link #withUsersPath}: for finding out what the names of a script
   * mean.
   */
  public Connection openInUsersPath(String purpose) {
    return open(purpose, List.of());
  }

  private Connection open(String purpose, List<String> path) {
    Properties properties = properties(purpose);
    PGProperty.OPTIONS.set(properties, startupOptions(path));
    return connect(properties, path);
  }

  /**
   * pgJDBC sends a TimeZone and a DateStyle of its own, which win over the options: set them again.
   *
   * @param path the search_path; empty for the user's own
   */
  private Connection connect(Properties properties, List<String> path) {
    try {
      Connection connection = DriverManager.getConnection(settings.url(), properties);
      try {
        SessionSettings.pin(connection, timeZone);
        pinWhatTheUrlCanChange(connection, path);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
      return connection;
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  /** A session of the replication protocol. Throws as {@link #open} does. */
  public Connection openReplication(String purpose) {
    Properties properties = properties(purpose);
    PGProperty.REPLICATION.set(properties, "database");
    PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
    PGProperty.OPTIONS.set(properties, startupOptions(List.of("pg_catalog")));
    return connect(properties, List.of("pg_catalog"));
  }

  /**
   * A path of the URL wins over our options, and options of the URL replace them: what correctness
   * hangs on is set again. RESET goes back to the path that the session began with.
   */
  private void pinWhatTheUrlCanChange(Connection connection, List<String> path)
      throws SQLException {
    String searchPath =
        path.isEmpty()
            ? usersPath.map(own -> "SET search_path = " + own).orElse("RESET search_path")
            : "SET search_path = "
                + path.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement()) {
      statement.execute(searchPath + "; SET row_security = off");
    }
  }

  private Properties properties(String purpose) {
    Properties properties = new Properties();
    settings.properties().forEach(properties::setProperty);
    settings.user().ifPresent(user -> PGProperty.USER.set(properties, user));
    settings.password().ifPresent(password -> PGProperty.PASSWORD.set(properties, password));
    PGProperty.APPLICATION_NAME.set(properties, label + " " + purpose);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    if (!properties.containsKey(PGProperty.CONNECT_TIMEOUT.getName())) {
      PGProperty.CONNECT_TIMEOUT.set(properties, 10);
    }
    return properties;
  }

  /**
   * Server settings as the start-up packet carries them, so that none is ever missing.
   *
   * @param path the search_path; empty to leave it as the user's is
   */
  private String startupOptions(List<String> path) {
    String names = path.stream().map(Identifiers::quote).collect(Collectors.joining(","));
    return String.join(
        " ",
        path.isEmpty() ? "" : "-c search_path=" + escape(names),
        "-c row_security=off",
        "-c TimeZone=" + escape(timeZone),
        "-c default_transaction_isolation=read\\ committed",
        "-c synchronous_commit=local",
        "-c default_transaction_read_only=off",
        "-c default_transaction_deferrable=off",
        "-c DateStyle=ISO,YMD",
        "-c IntervalStyle=postgres",
        "-c extra_float_digits=1",
        "-c bytea_output=hex",
        "-c xmlbinary=base64",
        "-c standard_conforming_strings=on",
        "-c statement_timeout=0",
        "-c lock_timeout=0",
        "-c idle_in_transaction_session_timeout=0");
  }

  /**
   * The start-up packet splits options at spaces; a backslash keeps the next character as it is.
   */
  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace(" ", "\\ ");
  }

  /**
   * pgJDBC has one state, 08004, for a server that wants a password where there is none and for a
   * server without TLS; only the latter's message names SSL, in every language.
   */
  private boolean wantsPassword(SQLException e) {
    return PSQLState.CONNECTION_REJECTED.getState().equals(e.getSQLState())
        && settings.password().isEmpty()
        && !e.getMessage().contains("SSL");
  }

  private MigrationException unreachable(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (state.startsWith("28") || wantsPassword(e)) {
      return new MigrationException(
          ErrorCode.AUTHENTICATION,
          "the server does not let us in: " + e.getMessage(),
          "Check --user, and the password in INSTAR_PASSWORD, --password-file or ~/.pgpass.",
          e);
    }
    if (state.equals("3D000")) {
      return new MigrationException(
          ErrorCode.UNREACHABLE, e.getMessage(), "Check the database name in --url.", e);
    }
    if (state.equals(SqlStates.INSUFFICIENT_PRIVILEGE)) {
      return new MigrationException(
          ErrorCode.PRIVILEGE, e.getMessage(), "GRANT CONNECT ON DATABASE … to this role.", e);
    }
    if (state.equals(INVALID_PARAMETER_VALUE) && e.getMessage().contains("TimeZone")) {
      return new MigrationException(
          ErrorCode.USAGE,
          "the server knows no time zone " + timeZone,
          "Name one of SELECT name FROM pg_timezone_names.",
          e);
    }
    return new MigrationException(
        ErrorCode.UNREACHABLE,
        "cannot connect to " + settings.address() + ": " + reason(e),
        "Check the host, the port and that the server is running.",
        e);
  }

  /** Of a host that is not known, pgJDBC says only that the attempt failed. */
  private static String reason(SQLException e) {
    return e.getCause() instanceof UnknownHostException unknown
        ? "there is no host " + unknown.getMessage()
        : e.getMessage();
  }
}
