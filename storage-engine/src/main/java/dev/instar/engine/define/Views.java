package dev.instar.engine.define;

import dev.instar.engine.analysis.Analyzer;
import dev.instar.engine.analysis.BoundQuery;
import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.View;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Collation;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.Definition.Persistence;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.TemporarySchema;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.TypeModifiers;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** CREATE [OR REPLACE] VIEW. */
final class Views {
  private static final int[] NO_PARAMETERS = {};

  private Views() {}

  static void create(Definition.CreateView statement, StatementContext context) {
    if (statement.checkOption().isPresent()) {
      throw SqlException.unsupported("WITH CHECK OPTION");
    }
    Map<String, String> options =
        StorageOptions.checked(StorageOptions.Kind.VIEW, statement.options());
    ViewText.Qualified query = ViewText.qualify(statement.queryText(), context);
    List<View.Output> columns = columns(statement.columns(), query.text(), context);
    Schema schema =
        TemporaryObjects.schemaFor(
            statement.name(), persistence(statement, query, context), context);
    String name = statement.name().name();
    if (statement.replace() && RelationSlots.isTaken(context, schema.oid(), name)) {
      Relation known = context.catalog().relation(schema.oid(), name).orElseThrow();
      replace(known, columns, query, options, context);
      return;
    }
    RelationSlots.claimWithType(context, schema.oid(), name);
    View view =
        new View(
            context.edits().newOid(),
            schema.oid(),
            name,
            context.role(),
            context.edits().newOid(),
            columns,
            query.text(),
            options,
            query.dependsOn(),
            List.of());
    context.edits().put(view);
    context.lock(view.oid(), LockMode.ACCESS_EXCLUSIVE);
  }

  /** A view over something temporary is temporary. */
  private static Persistence persistence(
      Definition.CreateView statement, ViewText.Qualified query, StatementContext context) {
    boolean readsTemporary =
        query.dependsOn().stream()
            .flatMap(oid -> context.catalog().find(oid).stream())
            .anyMatch(
                object ->
                    object instanceof Relation relation
                        && TemporarySchema.isTemporary(
                            context.catalog().get(Schema.class, relation.schema())));
    if (readsTemporary && statement.persistence() != Persistence.TEMPORARY) {
      Notices.tell(context, "view \"" + statement.name().name() + "\" will be a temporary view");
    }
    return readsTemporary ? Persistence.TEMPORARY : statement.persistence();
  }

  /** The view's columns: the query's, with the first of them renamed by the list. */
  private static List<View.Output> columns(
      List<String> names, String text, StatementContext context) {
    List<BoundQuery.Output> outputs =
        Analyzer.analyze(ViewText.parse(text), text, NO_PARAMETERS, context).statement().outputs();
    if (names.size() > outputs.size()) {
      throw new SqlException(
          SqlState.SYNTAX_ERROR, "CREATE VIEW specifies more column names than columns");
    }
    List<View.Output> columns = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < outputs.size(); i++) {
      BoundQuery.Output output = outputs.get(i);
      String name = i < names.size() ? names.get(i) : output.name();
      if (!seen.add(name)) {
        throw new SqlException(
            SqlState.DUPLICATE_COLUMN, "column \"" + name + "\" specified more than once");
      }
      DataType type = output.type() == Types.UNKNOWN ? Types.TEXT : output.type();
      if (output.isIndeterminate()) {
        throw Collation.indeterminate("view column \"" + name + "\"");
      }
      columns.add(
          new View.Output(
              name, type.oid(), output.modifier(), output.collation().nameBeside(type)));
    }
    return columns;
  }

  private static void replace(
      Relation known,
      List<View.Output> columns,
      ViewText.Qualified query,
      Map<String, String> options,
      StatementContext context) {
    if (!(known instanceof View)) {
      throw new SqlException(SqlState.WRONG_OBJECT_TYPE, "\"" + known.name() + "\" is not a view");
    }
    context.lock(known.oid(), LockMode.ACCESS_EXCLUSIVE);
    View view = context.catalog().get(View.class, known.oid());
    Privileges.requireOwner(context, view);
    requireSameColumns(view.columns(), columns, context);
    context
        .edits()
        .put(
            new View(
                view.oid(),
                view.schema(),
                view.name(),
                view.owner(),
                view.rowType(),
                columns,
                query.text(),
                options,
                query.dependsOn(),
                view.grants()));
  }

  private static void requireSameColumns(
      List<View.Output> before, List<View.Output> now, StatementContext context) {
    if (now.size() < before.size()) {
      throw wrong("cannot drop columns from view");
    }
    for (int i = 0; i < before.size(); i++) {
      View.Output old = before.get(i);
      View.Output column = now.get(i);
      if (!old.name().equals(column.name())) {
        throw wrong(
                "cannot change name of view column \"%s\" to \"%s\""
                    .formatted(old.name(), column.name()))
            .with(
                Field.HINT,
                "Use ALTER VIEW ... RENAME COLUMN ... to change name of view column instead.");
      }
      if (old.type() != column.type() || old.modifier() != column.modifier()) {
        throw wrong(
            "cannot change data type of view column \"%s\" from %s to %s"
                .formatted(old.name(), type(old, context), type(column, context)));
      }
      if (!old.collation().equals(column.collation())) {
        DataType type = context.catalog().type(column.type()).orElseThrow();
        throw wrong(
            "cannot change collation of view column \"%s\" from \"%s\" to \"%s\""
                .formatted(
                    old.name(),
                    Collation.stored(old.collation(), type).sqlName(),
                    Collation.stored(column.collation(), type).sqlName()));
      }
    }
  }

  private static String type(View.Output column, StatementContext context) {
    Optional<DataType> type = context.catalog().type(column.type());
    return TypeModifiers.format(type.orElseThrow(), column.modifier());
  }

  private static SqlException wrong(String message) {
    return new SqlException(SqlState.INVALID_TABLE_DEFINITION, message);
  }
}
