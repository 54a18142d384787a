package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks the server what expressions over the source mean, through a view that lives for a moment:
 * the user's names are looked up in the user's search_path, and what comes back names its schema.
 */
final class Probe {
  private static final String VIEW = "instar_probe";
  private static final Pattern FUNCTION = Pattern.compile(":(?:func|opfunc)id (\\d+)");
  private static final Pattern NODE = Pattern.compile("\\{(SQLVALUEFUNCTION|NEXTVALUEEXPR)\\b");

  private final Connection connection;
  private final TableName source;
  private final TableName view;
  private final List<String> searchPath;

  Probe(Connection connection, TableName source, String schema, List<String> searchPath) {
    this.connection = connection;
    this.source = source;
    this.view = new TableName(schema, VIEW);
    this.searchPath = searchPath;
  }

  /** How expressions may name the source: its own name, quoted. */
  String sourceName() {
    return Identifiers.quote(source.name());
  }

  /**
   * A SELECT of the source's columns and of these expressions under these names, every name
   * qualified.
   *
   * @param expressions alias to expression over the source's columns
   * @throws MigrationException with VOLATILE_TRANSFORM if an expression gives another value each
   *     time
   */
  String select(List<String> columns, Map<String, String> expressions) throws SQLException {
    List<String> items = new ArrayList<>(columns.stream().map(Identifiers::quote).toList());
    expressions.forEach(
        (alias, expression) -> items.add("(" + expression + "\n) AS " + Identifiers.quote(alias)));
    create(items);
    try {
      refuseVolatile();
      return definition();
    } finally {
      Queries.execute(connection, "DROP VIEW " + view.quoted());
    }
  }

  /** Whether the server understands both expressions as the same thing. */
  boolean same(String one, String other) throws SQLException {
    return printed(one).equals(printed(other));
  }

  private String printed(String expression) throws SQLException {
    create(List.of("(" + expression + "\n) AS x"));
    try {
      return definition();
    } finally {
      Queries.execute(connection, "DROP VIEW " + view.quoted());
    }
  }

  private void create(List<String> items) throws SQLException {
    Queries.execute(connection, searchPath(searchPath));
    Queries.execute(
        connection,
        "CREATE VIEW "
            + view.quoted()
            + " AS SELECT "
            + String.join(", ", items)
            + " FROM ONLY "
            + source.quoted());
    Queries.execute(connection, searchPath(List.of("pg_catalog")));
  }

  /** The statement that makes a path current until the transaction ends. */
  static String searchPath(List<String> path) {
    return "SET LOCAL search_path = "
        + path.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
  }

  private String definition() throws SQLException {
    String text =
        Queries.texts(connection, "SELECT pg_get_viewdef(?::regclass)", view.quoted()).get(0);
    return text.substring(0, text.lastIndexOf(';')).strip();
  }

  /** The parsed expression names its functions by OID, those behind operators and casts too. */
  private void refuseVolatile() throws SQLException {
    String tree =
        Queries.texts(
                connection,
                "SELECT ev_action::text FROM pg_rewrite WHERE ev_class = ?::regclass",
                view.quoted())
            .get(0);
    Matcher node = NODE.matcher(tree);
    if (node.find()) {
      throw refuse("CURRENT_TIMESTAMP, CURRENT_USER or their kind");
    }
    TreeSet<Long> functions = new TreeSet<>();
    Matcher function = FUNCTION.matcher(tree);
    while (function.find()) {
      functions.add(Long.parseLong(function.group(1)));
    }
    // A stable function of the user's may read other tables, and those change while we copy.
    List<String> changing =
        Queries.texts(
            connection,
            """
            SELECT oid::regprocedure::text FROM pg_proc
             WHERE oid = ANY (?::oid[])
               AND (provolatile = 'v'
                    OR provolatile = 's' AND pronamespace <> 'pg_catalog'::regnamespace
                    OR provolatile = 's' AND proname IN (
                         'now', 'transaction_timestamp', 'statement_timestamp', 'current_schema',
                         'current_schemas', 'txid_current', 'txid_current_if_assigned',
                         'txid_current_snapshot', 'pg_current_xact_id',
                         'pg_current_xact_id_if_assigned', 'pg_current_snapshot'))
            """,
            functions.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}")));
    if (!changing.isEmpty()) {
      throw refuse(String.join(", ", changing));
    }
  }

  private MigrationException refuse(String what) {
    return new MigrationException(
        ErrorCode.VOLATILE_TRANSFORM,
        "the new value of a column of " + source + " depends on more than its row: " + what,
        "Add the column without it, and fill it with an UPDATE in a statement of its own;"
            + " a function that depends on its arguments alone can be declared IMMUTABLE.");
  }
}
