package dev.instar.engine.analysis;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Collation;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.statement.StatementContext;
import java.util.regex.Pattern;

/** What COLLATE names. All collations are in {@code pg_catalog}. Stateless. */
public final class CollationNames {
  /** What servers call the ones that they make of ICU's and the system's locales. */
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-u-va-posix)?-x-icu"
              + "|[a-z]{2,3}_[A-Z]{2}([.@].+)?");

  private CollationNames() {}

  /**
   * @throws SqlException 42704 for what is none, 0A000 for one that other servers have, 3F000 for
   *     its schema
   */
  public static Collation find(QualifiedName name, StatementContext context) {
    String schema = name.schema().orElse("pg_catalog");
    if (schema.equals("pg_catalog")) {
      return Collation.find(name.name()).orElseThrow(() -> missing(name));
    }
    RelationNames.schema(schema, context);
    throw missing(name);
  }

  private static SqlException missing(QualifiedName name) {
    boolean catalog = name.schema().orElse("pg_catalog").equals("pg_catalog");
    if (catalog && ELSEWHERE.matcher(name.name()).matches()) {
      return SqlException.unsupported("collation \"" + name.name() + "\"");
    }
    return new SqlException(
        SqlState.UNDEFINED_OBJECT,
        "collation \"" + RelationNames.text(name) + "\" for encoding \"UTF8\" does not exist");
  }
}
