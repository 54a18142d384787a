package dev.instar.engine.sql;

import dev.instar.engine.sql.Statement.AlterTable;
import dev.instar.engine.sql.Statement.RelationKind;
import dev.instar.engine.sql.Statement.RenameColumn;
import dev.instar.engine.sql.Statement.RenameConstraint;
import dev.instar.engine.sql.Statement.RenameRelation;
import dev.instar.engine.sql.Statement.SetSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** ALTER TABLE, and what ALTER INDEX, VIEW and SEQUENCE share with it. */
final class AlterRelationParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final AlterActionParser actions;
  private final PartitionParser partitions;
  private final SequenceOptionParser sequences;

  AlterRelationParser(
      TokenStream tokens,
      NameParser names,
      AlterActionParser actions,
      PartitionParser partitions,
      SequenceOptionParser sequences) {
    this.tokens = tokens;
    this.names = names;
    this.actions = actions;
    this.partitions = partitions;
    this.sequences = sequences;
  }

  /** A relation as ALTER TABLE names it. */
  private record Target(QualifiedName name, boolean ifExists, boolean only) {}

  /** Everything from ALTER on. */
  Statement alterTable() {
    tokens.expect("alter", "table");
    if (tokens.at("all", "in", "tablespace")) {
      throw tokens.unsupported(
          tokens.peek(), "ALTER TABLE ALL IN TABLESPACE is not supported yet: name each table");
    }
    Target target = target();
    if (tokens.accept("rename")) {
      return rename(target);
    }
    if (tokens.accept("set", "schema")) {
      String schema = names.columnName("a schema");
      return new SetSchema(RelationKind.TABLE, target.name(), target.ifExists(), schema);
    }
    List<AlterTableAction> list =
        partitions.comesNext() ? List.of(partitions.action()) : actionList();
    return new AlterTable(target.name(), target.ifExists(), target.only(), list);
  }

  private Target target() {
    boolean ifExists = tokens.accept("if", "exists");
    boolean only = tokens.accept("only");
    boolean parenthesis = only && tokens.acceptSymbol("(");
    QualifiedName name = names.qualified("a table");
    if (parenthesis) {
      tokens.expectSymbol(")");
    } else if (!only) {
      names.descendants();
    }
    return new Target(name, ifExists, only);
  }

  private List<AlterTableAction> actionList() {
    List<AlterTableAction> list = new ArrayList<>();
    do {
      list.add(actions.action());
    } while (tokens.acceptSymbol(","));
    return list;
  }

  private Statement rename(Target target) {
    if (tokens.accept("to")) {
      String newName = names.columnName("a new name");
      return new RenameRelation(RelationKind.TABLE, target.name(), target.ifExists(), newName);
    }
    boolean constraint = tokens.accept("constraint");
    if (!constraint) {
      tokens.accept("column");
    }
    String name = names.columnName(constraint ? "a constraint" : "a column");
    tokens.expect("to");
    String newName = names.columnName("a new name");
    return constraint
        ? new RenameConstraint(target.name(), target.ifExists(), target.only(), name, newName)
        : new RenameColumn(target.name(), target.ifExists(), target.only(), name, newName);
  }

  /** Everything from ALTER on, for INDEX, VIEW, MATERIALIZED VIEW and SEQUENCE. */
  Statement alterOther(RelationKind kind, String... words) {
    tokens.expect("alter");
    tokens.expect(words);
    String written = "ALTER " + String.join(" ", words).toUpperCase(Locale.ROOT);
    if (tokens.at("all", "in", "tablespace")) {
      throw tokens.unsupported(
          tokens.peek(), written + " ALL IN TABLESPACE is not supported yet: name each");
    }
    boolean ifExists = tokens.accept("if", "exists");
    QualifiedName name = names.qualified("a name");
    if (tokens.accept("rename", "to")) {
      return new RenameRelation(kind, name, ifExists, names.columnName("a new name"));
    }
    if (kind == RelationKind.VIEW && tokens.accept("rename")) {
      tokens.accept("column");
      String column = names.columnName("a column");
      tokens.expect("to");
      return new RenameColumn(name, ifExists, false, column, names.columnName("a new name"));
    }
    if (tokens.at("set", "schema")) {
      if (kind == RelationKind.INDEX) {
        tokens.expect("set");
        throw tokens.malformed(
            tokens.peek(), "an index has no schema of its own, it moves with its table");
      }
      tokens.expect("set", "schema");
      return new SetSchema(kind, name, ifExists, names.columnName("a schema"));
    }
    Optional<ObjectKind> owned = owned(kind);
    if (owned.isPresent() && tokens.accept("owner")) {
      tokens.expect("to");
      return new Alteration.ChangeOwner(owned.get(), name, ifExists, names.role());
    }
    if (tokens.atEnd() || tokens.atSymbol(";")) {
      throw tokens.unexpected("RENAME TO");
    }
    if (kind == RelationKind.SEQUENCE && sequences.comesNext()) {
      return new Alteration.AlterSequence(name, ifExists, sequences.untilEnd());
    }
    throw tokens.unsupported(
        tokens.peek(),
        "of " + written + " only RENAME TO" + alsoSchema(kind) + " is supported yet");
  }

  /** An index belongs to whom its table belongs to. */
  private static Optional<ObjectKind> owned(RelationKind kind) {
    return switch (kind) {
      case VIEW -> Optional.of(ObjectKind.VIEW);
      case SEQUENCE -> Optional.of(ObjectKind.SEQUENCE);
      case TABLE, INDEX, MATERIALIZED_VIEW -> Optional.empty();
    };
  }

  private static String alsoSchema(RelationKind kind) {
    return kind == RelationKind.INDEX ? "" : " and SET SCHEMA";
  }
}
