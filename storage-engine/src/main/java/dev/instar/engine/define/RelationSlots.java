package dev.instar.engine.define;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.statement.StatementContext;

/**
 * The names of relations and types within a schema, which are taken one transaction after the
 * other.
 */
public final class RelationSlots {
  /** PostgreSQL's OIDs of the catalogs in which names are unique. */
  static final int RELATIONS = 1259;

  static final int TYPES = 1247;
  static final int SCHEMAS = 2615;
  static final int ROLES = 1260;
  static final int DATABASES = 1262;
  static final int PUBLICATIONS = 6104;
  static final int EXTENSIONS = 3079;

  private RelationSlots() {}

  /** Whether a relation has the name, once nobody else is about to take it. */
  public static boolean isTaken(StatementContext context, int schema, String name) {
    context.edits().lockName(schema, RELATIONS, name);
    return context.catalog().relation(schema, name).isPresent();
  }

  /**
   * Keeps a relation's name for this transaction.
   *
   * @throws SqlException 42P07 if a relation has it
   */
  public static void claim(StatementContext context, int schema, String name) {
    if (isTaken(context, schema, name)) {
      throw new SqlException(SqlState.DUPLICATE_TABLE, "relation \"" + name + "\" already exists");
    }
  }

  /**
   * Keeps the name of a relation with a row type.
   *
   * @throws SqlException 42P07 or 42710 if a relation or a type has it
   */
  static void claimWithType(StatementContext context, int schema, String name) {
    claim(context, schema, name);
    context.edits().lockName(schema, TYPES, name);
    if (context.catalog().userType(schema, name).isPresent()) {
      throw new SqlException(SqlState.DUPLICATE_OBJECT, "type \"" + name + "\" already exists")
          .with(
              SqlException.Field.HINT,
              "A relation has an associated type of the same name, so you must use a name that"
                  + " doesn't conflict with any existing type.");
    }
  }
}
