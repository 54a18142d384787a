package dev.instar.engine.define;

import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.Publication;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.ObjectKind;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.statement.StatementContext;
import java.util.Optional;

/** From a kind and a name to the object. Stateless. */
final class ObjectNames {
  private ObjectNames() {}

  /**
   * @param mode what a relation is locked with; nothing else is
   * @throws SqlException for what is not there, or is of another kind
   */
  static CatalogObject find(
      ObjectKind kind, QualifiedName name, LockMode mode, StatementContext context) {
    return switch (kind) {
      case TABLE, VIEW, SEQUENCE, INDEX -> {
        if (RelationNames.system(name, context).isPresent()) {
          throw SqlException.unsupported("a change of a relation of the system's");
        }
        Relation relation = RelationNames.lock(name, mode, context);
        RelationStatements.requireKind(kind, relation);
        yield relation;
      }
      case TYPE -> EnumNames.find(name, context);
      case DOMAIN -> throw SqlException.unsupported("a domain");
      case SCHEMA -> RelationNames.schema(name.name(), context);
      case DATABASE -> database(name.name(), context);
      case ROLE -> RoleNames.find(name.name(), context);
      case EXTENSION ->
          required(
              context.catalog().extension(name.name()),
              SqlState.UNDEFINED_OBJECT,
              "extension \"" + name.name() + "\"");
      case PUBLICATION -> publication(name.name(), context);
    };
  }

  static DatabaseEntry database(String name, StatementContext context) {
    return required(
        context.shared().database(name),
        SqlState.INVALID_CATALOG_NAME,
        "database \"" + name + "\"");
  }

  static Publication publication(String name, StatementContext context) {
    return required(
        context.catalog().publication(name),
        SqlState.UNDEFINED_OBJECT,
        "publication \"" + name + "\"");
  }

  private static <T> T required(Optional<T> found, SqlState state, String thing) {
    return found.orElseThrow(() -> new SqlException(state, thing + " does not exist"));
  }
}
