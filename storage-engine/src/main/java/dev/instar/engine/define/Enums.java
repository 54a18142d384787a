package dev.instar.engine.define;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Alteration;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.Definition.Persistence;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.EnumType.Label;
import dev.instar.engine.type.Utf8;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * CREATE TYPE AS ENUM and ALTER TYPE. A label has a number of its own, which is what rows hold, so
 * none of this touches a row.
 */
final class Enums {
  private Enums() {}

  static void create(Definition.CreateEnum statement, StatementContext context) {
    Schema schema = TemporaryObjects.schemaFor(statement.name(), Persistence.PERMANENT, context);
    String name = statement.name().name();
    claim(context, schema.oid(), name);
    int oid = context.edits().newOid();
    Set<String> seen = new HashSet<>();
    List<Label> labels = new ArrayList<>();
    for (String label : statement.labels()) {
      requireLength(label);
      if (!seen.add(label)) {
        throw new SqlException(
                SqlState.UNIQUE_VIOLATION,
                "duplicate key value violates unique constraint" + " \"pg_enum_typid_label_index\"")
            .with(
                Field.DETAIL,
                "Key (enumtypid, enumlabel)=(%s, %s) already exists."
                    .formatted(Integer.toUnsignedString(oid), label));
      }
      labels.add(label(context, label));
    }
    context
        .edits()
        .put(
            new UserEnum(
                oid, context.edits().newOid(), schema.oid(), name, context.role(), labels));
  }

  private static Label label(StatementContext context, String text) {
    return new Label(Integer.toUnsignedLong(context.edits().newOid()), text);
  }

  private static void requireLength(String label) {
    if (Utf8.length(label) > GeneratedNames.MAX_BYTES) {
      throw new SqlException(SqlState.INVALID_NAME, "invalid enum label \"" + label + "\"")
          .with(Field.DETAIL, "Labels must be 63 bytes or less.");
    }
  }

  /** Keeps a type's name; tables and views have types of their names too. */
  private static void claim(StatementContext context, int schema, String name) {
    context.edits().lockName(schema, RelationSlots.TYPES, name);
    boolean rowType =
        context
            .catalog()
            .relation(schema, name)
            .filter(relation -> !(relation instanceof Index) && !(relation instanceof Sequence))
            .isPresent();
    if (rowType || context.catalog().userType(schema, name).isPresent()) {
      throw new SqlException(SqlState.DUPLICATE_OBJECT, "type \"" + name + "\" already exists");
    }
  }

  /** The type as it is when nobody else is changing it. */
  private static UserEnum locked(QualifiedName name, StatementContext context) {
    UserEnum found = EnumNames.find(name, context);
    Privileges.requireOwner(context, found);
    context.edits().lockObject(found.oid());
    return EnumNames.find(name, context);
  }

  static void add(Alteration.AddEnumValue statement, StatementContext context) {
    requireLength(statement.label());
    UserEnum type = locked(statement.type(), context);
    if (place(type, statement.label()).isPresent()) {
      String thing = "enum label \"" + statement.label() + "\"";
      if (!statement.ifNotExists()) {
        throw new SqlException(SqlState.DUPLICATE_OBJECT, thing + " already exists");
      }
      Notices.exists(context, SqlState.DUPLICATE_OBJECT, thing);
      return;
    }
    List<Label> labels = new ArrayList<>(type.labels());
    int at = labels.size();
    if (statement.neighbor().isPresent()) {
      int neighbor = existing(type, statement.neighbor().get());
      at = statement.after() ? neighbor + 1 : neighbor;
    }
    labels.add(at, label(context, statement.label()));
    context.edits().put(type.withLabels(labels));
  }

  static void rename(Alteration.RenameEnumValue statement, StatementContext context) {
    requireLength(statement.newLabel());
    UserEnum type = locked(statement.type(), context);
    int at = existing(type, statement.label());
    if (place(type, statement.newLabel()).isPresent()) {
      throw new SqlException(
          SqlState.DUPLICATE_OBJECT, "enum label \"" + statement.newLabel() + "\" already exists");
    }
    List<Label> labels = new ArrayList<>(type.labels());
    labels.set(at, new Label(labels.get(at).oid(), statement.newLabel()));
    context.edits().put(type.withLabels(labels));
    Rewrites.labelRenamed(context, statement.label(), statement.newLabel());
  }

  private static Optional<Integer> place(UserEnum type, String label) {
    for (int i = 0; i < type.labels().size(); i++) {
      if (type.labels().get(i).text().equals(label)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static int existing(UserEnum type, String label) {
    return place(type, label)
        .orElseThrow(
            () ->
                new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "\"" + label + "\" is not an existing enum label"));
  }

  static void renameType(QualifiedName name, String newName, StatementContext context) {
    UserEnum type = locked(name, context);
    claim(context, type.schema(), newName);
    Rewrites.typeMoved(context, type, type.withName(newName));
    context.edits().put(type.withName(newName));
  }

  static void moveType(QualifiedName name, Schema to, StatementContext context) {
    UserEnum type = locked(name, context);
    if (type.schema() == to.oid()) {
      return;
    }
    claim(context, to.oid(), type.name());
    Rewrites.typeMoved(context, type, type.withSchema(to.oid()));
    context.edits().put(type.withSchema(to.oid()));
  }
}
