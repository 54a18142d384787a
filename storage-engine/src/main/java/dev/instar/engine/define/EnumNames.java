package dev.instar.engine.define;

import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.statement.StatementContext;
import java.util.Optional;

/** From the name of a user's type to the type. Stateless. */
final class EnumNames {
  private EnumNames() {}

  static Optional<UserEnum> lookUp(QualifiedName name, StatementContext context) {
    if (name.schema().isPresent()) {
      int schema = RelationNames.schema(name.schema().get(), context).oid();
      return context.catalog().userType(schema, name.name());
    }
    return context.searchPath().stream()
        .flatMap(schema -> context.catalog().userType(schema, name.name()).stream())
        .findFirst();
  }

  /**
   * @throws SqlException 42704
   */
  static UserEnum find(QualifiedName name, StatementContext context) {
    return lookUp(name, context)
        .orElseThrow(
            () ->
                new SqlException(
                    SqlState.UNDEFINED_OBJECT, "type \"" + text(name) + "\" does not exist"));
  }

  static String text(QualifiedName name) {
    return name.schema().map(schema -> schema + "." + name.name()).orElse(name.name());
  }
}
