package dev.instar.engine.system.name;

import dev.instar.engine.analysis.TypeNames;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.sql.SqlSyntaxException;
import dev.instar.engine.sql.TypeName;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.TemporarySchema;
import dev.instar.engine.system.data.RelationFacts;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.SessionView.ObjectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a session's {@link dev.instar.engine.type.SessionView} answers about names: regclass and its
 * kind. Stateless.
 */
public final class CatalogNames {
  private CatalogNames() {}

  /**
   * The OID of what a name means.
   *
   * @throws SqlException 42602 if it is no name, 3F000 if its schema does not exist
   */
  public static OptionalLong find(StatementContext context, ObjectKind kind, String text) {
    return switch (kind) {
      case CLASS -> relation(context, name(text));
      case TYPE -> type(context, text);
      case PROCEDURE -> RoutineNames.function(unqualified(name(text)));
      case PROCEDURE_SIGNATURE -> signature(context, text);
      case OPERATOR -> RoutineNames.operator(text.replaceFirst("^pg_catalog\\.", ""));
      case OPERATOR_SIGNATURE -> OptionalLong.empty();
      case NAMESPACE -> oid(context.catalog().schema(schemaName(context, text)).map(Schema::oid));
      case ROLE -> oid(context.shared().role(name(text).name()).map(Role::oid));
      case COLLATION -> RoutineNames.collation(unqualified(name(text)));
    };
  }

  private static OptionalLong oid(Optional<Integer> oid) {
    return oid.isPresent()
        ? OptionalLong.of(Integer.toUnsignedLong(oid.get()))
        : OptionalLong.empty();
  }

  private static QualifiedName name(String text) {
    try {
      return SqlParser.parseName(text);
    } catch (SqlSyntaxException e) {
      throw new SqlException(SqlState.INVALID_NAME, "invalid name syntax", e);
    }
  }

  private static String unqualified(QualifiedName name) {
    boolean own = name.schema().map(schema -> schema.equals("pg_catalog")).orElse(true);
    return own ? name.name() : "";
  }

  private static String schemaName(StatementContext context, String text) {
    return TemporarySchema.resolve(context, name(text).name());
  }

  private static OptionalLong relation(StatementContext context, QualifiedName name) {
    if (name.schema().isPresent()) {
      String schema = TemporarySchema.resolve(context, name.schema().get());
      return in(context, schema, name.name());
    }
    if (!context.searchPath().contains(RelationFacts.PG_CATALOG)) {
      Optional<RelationFacts> facts = RelationFacts.find("pg_catalog", name.name());
      if (facts.isPresent()) {
        return oid(facts.map(RelationFacts::oid));
      }
    }
    for (int schema : context.searchPath()) {
      Optional<String> schemaName = Names.schema(context, schema);
      if (schemaName.isPresent()) {
        OptionalLong found = in(context, schemaName.get(), name.name());
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong in(StatementContext context, String schema, String name) {
    Optional<Integer> system = RelationFacts.find(schema, name).map(RelationFacts::oid);
    return oid(
        system.or(
            () ->
                context
                    .catalog()
                    .schema(schema)
                    .flatMap(s -> context.catalog().relation(s.oid(), name))
                    .map(Relation::oid)));
  }

  private static OptionalLong type(StatementContext context, String text) {
    try {
      TypeName parsed = SqlParser.parseType(text);
      Optional<DataType> found = TypeNames.find(parsed.name(), context);
      return oid(
          found
              .map(type -> parsed.arrayDimensions() > 0 ? TypeNames.arrayOf(type, context) : type)
              .map(DataType::oid));
    } catch (SqlSyntaxException e) {
      throw new SqlException(SqlState.SYNTAX_ERROR, "invalid type name \"" + text + "\"", e);
    }
  }

  private static OptionalLong signature(StatementContext context, String text) {
    int open = text.indexOf('(');
    if (open < 0 || !text.endsWith(")")) {
      throw new SqlException(SqlState.INVALID_TEXT_REPRESENTATION, "expected a left parenthesis");
    }
    List<Long> types = new ArrayList<>();
    String list = text.substring(open + 1, text.length() - 1).strip();
    for (String part : list.isEmpty() ? new String[0] : list.split(",", -1)) {
      types.add(type(context, part.strip()).orElse(0));
    }
    return RoutineNames.functionSignature(unqualified(name(text.substring(0, open))), types);
  }

  /** The name of an object, with a schema where the search path does not find it; quoted. */
  public static Optional<String> nameOf(StatementContext context, ObjectKind kind, long oid) {
    int number = (int) oid;
    return switch (kind) {
      case CLASS -> Names.relation(context, number);
      case TYPE -> TypeText.of(context, number, -1);
      case PROCEDURE -> RoutineNames.functionName(oid);
      case PROCEDURE_SIGNATURE -> RoutineNames.functionSignature(oid);
      case OPERATOR -> RoutineNames.operatorName(oid);
      case OPERATOR_SIGNATURE -> RoutineNames.operatorSignature(oid);
      case NAMESPACE -> Names.schema(context, number).map(Names::quoted);
      case ROLE -> Names.role(context, number).map(Names::quoted);
      case COLLATION -> RoutineNames.collationName(oid);
    };
  }
}
