package dev.instar.engine.define;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.ExpressionAnalyzer;
import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Publication;
import dev.instar.engine.catalog.Publication.PublishedTable;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.Alteration;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.PublicationObject;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.SqlFragment;
import dev.instar.engine.sql.UtilityOption;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** CREATE and ALTER PUBLICATION. A table is locked with SHARE UPDATE EXCLUSIVE. */
final class Publications {
  private static final Set<String> OPERATIONS = Set.of("insert", "update", "delete", "truncate");

  private Publications() {}

  static void create(Definition.CreatePublication statement, StatementContext context) {
    Schemas.requireMayCreate(context);
    String name = statement.name();
    claim(context, name);
    boolean superuser = Privileges.isSuperuser(context, context.role());
    if (statement.allTables() && !superuser) {
      throw new SqlException(
          SqlState.INSUFFICIENT_PRIVILEGE,
          "must be superuser to create FOR ALL TABLES publication");
    }
    Publication empty =
        new Publication(
            context.edits().newOid(),
            name,
            context.role(),
            statement.allTables(),
            List.of(),
            List.of(),
            OPERATIONS,
            false);
    Publication publication = options(empty, statement.options());
    context.edits().put(add(publication, statement.objects(), context));
  }

  private static void claim(StatementContext context, String name) {
    context.edits().lockName(0, RelationSlots.PUBLICATIONS, name);
    if (context.catalog().publication(name).isPresent()) {
      throw new SqlException(
          SqlState.DUPLICATE_OBJECT, "publication \"" + name + "\" already exists");
    }
  }

  private static Publication options(Publication publication, List<UtilityOption> options) {
    Set<String> operations = publication.operations();
    boolean viaRoot = publication.viaRoot();
    for (UtilityOption option : options) {
      switch (option.name()) {
        case "publish" -> operations = operations(String.join(",", option.values()));
        case "publish_via_partition_root" ->
            viaRoot = option.value().filter(value -> isOn(option.name(), value)).isPresent();
        default ->
            throw new SqlException(
                SqlState.SYNTAX_ERROR,
                "unrecognized publication parameter: \"" + option.name() + "\"");
      }
    }
    return new Publication(
        publication.oid(),
        publication.name(),
        publication.owner(),
        publication.allTables(),
        publication.tables(),
        publication.schemas(),
        operations,
        viaRoot);
  }

  private static boolean isOn(String option, String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "on", "1", "yes" -> true;
      case "false", "off", "0", "no" -> false;
      default ->
          throw new SqlException(SqlState.SYNTAX_ERROR, option + " requires a Boolean value");
    };
  }

  private static Set<String> operations(String written) {
    Set<String> operations = new LinkedHashSet<>();
    for (String part : Arrays.asList(written.split(",", -1))) {
      String operation = part.strip().toLowerCase(Locale.ROOT);
      if (operation.isEmpty() && written.isBlank()) {
        continue;
      }
      if (!OPERATIONS.contains(operation)) {
        throw new SqlException(
            SqlState.SYNTAX_ERROR,
            "unrecognized value for publication option \"publish\": \"" + operation + "\"");
      }
      operations.add(operation);
    }
    return operations;
  }

  /** A publication as it is when nobody else is changing it. */
  private static Publication locked(String name, StatementContext context) {
    Publication publication = ObjectNames.publication(name, context);
    Privileges.requireOwner(context, publication);
    context.edits().lockObject(publication.oid());
    return ObjectNames.publication(name, context);
  }

  static void alter(Alteration.AlterPublication statement, StatementContext context) {
    Publication publication = locked(statement.name(), context);
    if (publication.allTables()) {
      boolean schemas =
          statement.objects().stream().anyMatch(PublicationObject.Schema.class::isInstance);
      String what = schemas ? "Schemas" : "Tables";
      throw new SqlException(
              SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
              "publication \"" + publication.name() + "\" is defined as FOR ALL TABLES")
          .with(
              Field.DETAIL,
              what + " cannot be added to or dropped from FOR ALL TABLES publications.");
    }
    Publication now =
        switch (statement.change()) {
          case ADD -> add(publication, statement.objects(), context);
          case SET ->
              add(
                  publication.withTables(List.of()).withSchemas(List.of()),
                  statement.objects(),
                  context);
          case DROP -> remove(publication, statement.objects(), context);
        };
    context.edits().put(now);
  }

  static void alter(Alteration.AlterPublicationOptions statement, StatementContext context) {
    Publication publication = locked(statement.name(), context);
    context.edits().put(options(publication, statement.options()));
  }

  static void rename(String name, String newName, StatementContext context) {
    Publication publication = locked(name, context);
    claim(context, newName);
    context.edits().put(publication.withName(newName));
  }

  private static Publication add(
      Publication publication, List<PublicationObject> objects, StatementContext context) {
    List<PublishedTable> tables = new ArrayList<>(publication.tables());
    List<Integer> schemas = new ArrayList<>(publication.schemas());
    for (PublicationObject object : objects) {
      switch (object) {
        case PublicationObject.Table table -> {
          PublishedTable published = published(table, context);
          if (tables.stream().anyMatch(other -> other.table() == published.table())) {
            throw new SqlException(
                SqlState.DUPLICATE_OBJECT,
                "relation \"%s\" is already member of publication \"%s\""
                    .formatted(table.table().name().name(), publication.name()));
          }
          tables.add(published);
        }
        case PublicationObject.Schema schema -> {
          Schema found = schema(schema, context);
          if (schemas.contains(found.oid())) {
            throw new SqlException(
                SqlState.DUPLICATE_OBJECT,
                "schema \"%s\" is already member of publication \"%s\""
                    .formatted(found.name(), publication.name()));
          }
          schemas.add(found.oid());
        }
      }
    }
    return publication.withTables(tables).withSchemas(schemas);
  }

  private static Schema schema(PublicationObject.Schema written, StatementContext context) {
    if (!Privileges.isSuperuser(context, context.role())) {
      throw new SqlException(
          SqlState.INSUFFICIENT_PRIVILEGE, "must be superuser to add or set schemas");
    }
    return written
        .name()
        .map(name -> RelationNames.schema(name, context))
        .orElseGet(() -> RelationNames.creationSchema(QualifiedName.of("any"), context));
  }

  private static Table table(PublicationObject.Table written, StatementContext context) {
    Relation relation =
        RelationNames.lock(written.table().name(), LockMode.SHARE_UPDATE_EXCLUSIVE, context);
    if (relation instanceof Table found) {
      return found;
    }
    String kinds =
        switch (relation) {
          case Index index -> "indexes";
          case Sequence sequence -> "sequences";
          case View view -> "views";
          case Table table -> "tables";
        };
    throw cannot(relation.name(), "This operation is not supported for " + kinds + ".");
  }

  private static SqlException cannot(String relation, String detail) {
    return new SqlException(
            SqlState.INVALID_PARAMETER_VALUE,
            "cannot add relation \"" + relation + "\" to publication")
        .with(Field.DETAIL, detail);
  }

  private static PublishedTable published(
      PublicationObject.Table written, StatementContext context) {
    Table table = table(written, context);
    Privileges.requireOwner(context, table);
    if (table.persistence() == Table.Persistence.TEMPORARY) {
      throw cannot(table.name(), "This operation is not supported for temporary tables.");
    }
    if (table.persistence() == Table.Persistence.UNLOGGED) {
      throw cannot(table.name(), "This operation is not supported for unlogged tables.");
    }
    List<Integer> columns = new ArrayList<>();
    for (String name : written.columns()) {
      Column column =
          table
              .column(name)
              .orElseThrow(
                  () ->
                      new SqlException(
                          SqlState.UNDEFINED_COLUMN,
                          "column \"%s\" of relation \"%s\" does not exist"
                              .formatted(name, table.name())));
      if (columns.contains(column.number())) {
        throw new SqlException(
            SqlState.DUPLICATE_OBJECT,
            "duplicate column \"" + name + "\" in publication column list");
      }
      columns.add(column.number());
    }
    return new PublishedTable(
        table.oid(), columns, written.where().map(where -> filter(where, table, context)));
  }

  private static String filter(SqlFragment where, Table table, StatementContext context) {
    BoundExpression bound = ExpressionAnalyzer.overTable(where.tree(), table, context);
    if (bound.type() != Types.BOOLEAN) {
      throw new SqlException(
          SqlState.DATATYPE_MISMATCH,
          "argument of PUBLICATION WHERE must be type boolean, not type " + bound.type().sqlName());
    }
    return StoredExpressions.of(where, context);
  }

  private static Publication remove(
      Publication publication, List<PublicationObject> objects, StatementContext context) {
    List<PublishedTable> tables = new ArrayList<>(publication.tables());
    List<Integer> schemas = new ArrayList<>(publication.schemas());
    for (PublicationObject object : objects) {
      switch (object) {
        case PublicationObject.Table written -> {
          Table table = table(written, context);
          if (!tables.removeIf(other -> other.table() == table.oid())) {
            throw new SqlException(
                SqlState.UNDEFINED_OBJECT,
                "relation \"" + table.name() + "\" is not part of the publication");
          }
        }
        case PublicationObject.Schema written -> {
          Schema schema = schema(written, context);
          if (!schemas.remove((Integer) schema.oid())) {
            throw new SqlException(
                SqlState.UNDEFINED_OBJECT,
                "tables from schema \"" + schema.name() + "\" are not part of the publication");
          }
        }
      }
    }
    return publication.withTables(tables).withSchemas(schemas);
  }
}
