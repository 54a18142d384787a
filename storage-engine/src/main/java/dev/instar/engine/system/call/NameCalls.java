package dev.instar.engine.system.call;

import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.data.DataFile;
import dev.instar.engine.system.data.RelationFacts;
import dev.instar.engine.system.name.CatalogNames;
import dev.instar.engine.system.name.Names;
import dev.instar.engine.system.name.TypeText;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.SessionView.ObjectKind;
import dev.instar.engine.type.Types;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Names of objects, and whether they need a schema. PostgreSQL's manual, section 9.27.3 and 4. */
final class NameCalls {
  private NameCalls() {}

  static void register(Map<String, Answer> answers) {
    for (ObjectKind kind : ObjectKind.values()) {
      answers.put("to_" + kind.typeName(), (a, call) -> find(kind, (String) a[0], call.context()));
    }
    answers.put(
        "pg_get_userbyid",
        (a, call) ->
            Names.role(call.context(), Call.oid(a[0])).orElse("unknown (OID=" + a[0] + ")"));
    answers.put("pg_table_is_visible", (a, call) -> table(Call.oid(a[0]), call.context()));
    answers.put("pg_type_is_visible", (a, call) -> type(Call.oid(a[0]), call.context()));
    builtIn(answers, "function", "pg_proc");
    builtIn(answers, "operator", "pg_operator");
    builtIn(answers, "opclass", "pg_opclass");
    builtIn(answers, "opfamily", "pg_opfamily");
    builtIn(answers, "collation", "pg_collation");
    for (String absent :
        List.of(
            "conversion", "statistics_obj", "ts_config", "ts_dict", "ts_parser", "ts_template")) {
      answers.put("pg_" + absent + "_is_visible", (a, call) -> null);
    }
    answers.put("oidvectortypes", (a, call) -> types((ArrayValue) a[0], call.context()));
    answers.put("pg_get_function_identity_arguments", (a, call) -> arguments(a[0], call));
    answers.put("pg_get_function_arguments", (a, call) -> arguments(a[0], call));
    answers.put("pg_get_function_result", (a, call) -> result(a[0], call));
    answers.put("pg_get_function_arg_default", (a, call) -> null);
    answers.put("pg_get_function_sqlbody", (a, call) -> null);
    answers.put("pg_partition_root", (a, call) -> null);
    answers.put("pg_partition_ancestors", (a, call) -> Collections.emptyIterator());
  }

  /** NULL where casting would say that there is none. */
  private static Long find(ObjectKind kind, String text, StatementContext context) {
    try {
      OptionalLong found = CatalogNames.find(context, kind, text);
      return found.isPresent() ? (Long) found.getAsLong() : null;
    } catch (SqlException e) {
      if (e.state() == SqlState.INVALID_SCHEMA_NAME) {
        return null;
      }
      throw e;
    }
  }

  private static void builtIn(Map<String, Answer> answers, String kind, String catalog) {
    answers.put(
        "pg_" + kind + "_is_visible",
        (a, call) -> DataFile.of(catalog).find((Long) a[0]) == null ? null : true);
  }

  private static Boolean table(int oid, StatementContext context) {
    Optional<Relation> relation = Names.object(context, Relation.class, oid);
    if (relation.isPresent()) {
      return Names.isVisible(context, relation.get());
    }
    return RelationFacts.find(oid).map(facts -> Names.isVisible(context, facts)).orElse(null);
  }

  private static Boolean type(int oid, StatementContext context) {
    if (Types.byOid(oid).isPresent()) {
      return true;
    }
    for (UserEnum type : context.catalog().all(UserEnum.class)) {
      if (type.oid() == oid || type.arrayOid() == oid) {
        return Names.isVisible(context, type);
      }
    }
    return TypeText.of(context, oid, -1).map(name -> !name.contains(".")).orElse(null);
  }

  private static String types(ArrayValue oids, StatementContext context) {
    return oids.elements().stream()
        .map(oid -> TypeText.of(context, Call.oid(oid), -1).orElse("???"))
        .collect(Collectors.joining(", "));
  }

  private static String arguments(Object oid, Call call) {
    DataFile functions = DataFile.of("pg_proc");
    Object[] row = functions.find((Long) oid);
    return row == null
        ? null
        : types((ArrayValue) functions.get(row, "proargtypes"), call.context());
  }

  private static String result(Object oid, Call call) {
    DataFile functions = DataFile.of("pg_proc");
    Object[] row = functions.find((Long) oid);
    if (row == null) {
      return null;
    }
    String type =
        TypeText.of(call.context(), Call.oid(functions.get(row, "prorettype")), -1).orElse("???");
    return Boolean.TRUE.equals(functions.get(row, "proretset")) ? "SETOF " + type : type;
  }
}
