package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.sql.Alteration;
import dev.instar.engine.sql.Alteration.CommentTarget;
import dev.instar.engine.sql.ColumnConstraint;
import dev.instar.engine.sql.ColumnDefinition;
import dev.instar.engine.sql.Command;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.Definition.CreateTable;
import dev.instar.engine.sql.Definition.TableElement;
import dev.instar.engine.sql.Expressions;
import dev.instar.engine.sql.Maintenance;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.ObjectKind;
import dev.instar.engine.sql.Outline;
import dev.instar.engine.sql.ParsedStatement;
import dev.instar.engine.sql.Privileges;
import dev.instar.engine.sql.Privileges.PrivilegeTarget;
import dev.instar.engine.sql.PublicationObject;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.References;
import dev.instar.engine.sql.Removal;
import dev.instar.engine.sql.SequenceOption;
import dev.instar.engine.sql.SqlFragment;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.engine.sql.TypeName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Goes over a script's statements and collects what they name. For one thread, and one script. */
final class MentionCollector {
  private final Set<QualifiedName> relations = new LinkedHashSet<>();
  private final Set<QualifiedName> types = new LinkedHashSet<>();
  private final Set<QualifiedName> domains = new LinkedHashSet<>();
  private final Set<QualifiedName> functions = new LinkedHashSet<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> schemas = new LinkedHashSet<>();

  Mentions collect(List<ParsedStatement> statements) {
    statements.forEach(s -> statement(s.statement()));
    return new Mentions(relations, types, domains, functions, names, schemas);
  }

  private void statement(Statement statement) {
    switch (statement) {
      case Statement.AlterTable s -> {
        relations.add(s.table());
        s.actions().forEach(this::action);
      }
      case Statement.RenameRelation s -> {
        relations.add(s.relation());
        names.add(s.newName());
      }
      case Statement.RenameColumn s -> relations.add(s.table());
      case Statement.RenameConstraint s -> {
        relations.add(s.table());
        names.add(s.newName());
      }
      case Statement.SetSchema s -> {
        relations.add(s.relation());
        schemas.add(s.newSchema());
      }
      case Statement.CreateIndex s -> {
        relations.add(s.table());
        s.name().ifPresent(names::add);
        s.definition().elements().forEach(e -> expression(e.expression()));
        s.definition().where().ifPresent(this::expression);
      }
      case Statement.DropIndex s -> relations.addAll(s.indexes());
      case Statement.TransactionControl s -> {}
      case Modification.Update s -> {
        relations.add(s.table().name());
        references(s);
      }
      case Modification.Delete s -> {
        relations.add(s.table().name());
        references(s);
      }
      case Modification.Insert s -> {
        relations.add(s.table().name());
        references(s);
      }
      case Modification.Truncate s -> s.tables().forEach(t -> relations.add(t.name()));
      case Query s -> references(s);
      case Definition s -> definition(s);
      case Alteration s -> alteration(s);
      case Removal.DropObjects s -> dropped(s);
      case Maintenance.Analyze s -> s.targets().forEach(t -> relations.add(t.table().name()));
      case Maintenance.Vacuum s -> s.targets().forEach(t -> relations.add(t.table().name()));
      case Maintenance.LockTables s -> s.tables().forEach(t -> relations.add(t.name()));
      case Privileges.Grant s -> target(s.target());
      case Privileges.Revoke s -> target(s.target());
      case Maintenance.Reindex s -> s.name().ifPresent(relations::add);
      case Outline s -> outline(s);
      case Command s -> {}
    }
  }

  private void definition(Definition definition) {
    switch (definition) {
      case CreateTable s -> table(s);
      case Definition.CreateTableAs s -> {
        made(s.table());
        references(s.query());
      }
      case Definition.CreateSequence s -> {
        made(s.name());
        s.options().stream()
            .filter(SequenceOption.OwnedBy.class::isInstance)
            .forEach(o -> ((SequenceOption.OwnedBy) o).table().ifPresent(relations::add));
      }
      case Definition.CreateView s -> {
        made(s.name());
        references(s.query());
      }
      case Definition.CreateDomain s -> type(s.type());
      case Definition.CreatePublication s -> published(s.objects());
      case Definition.CreateSchema s -> schemas.add(s.name().or(s::role).orElseThrow());
      case Definition.CreateExtension s -> names.add(s.name());
      default -> {}
    }
  }

  private void table(CreateTable create) {
    made(create.table());
    for (TableElement element : create.elements()) {
      switch (element) {
        case TableElement.Column c -> column(c.definition());
        case TableElement.Constraint c -> constraint(c.constraint());
        case TableElement.Like c -> relations.add(c.table());
      }
    }
  }

  /** A relation that the script makes: it may be there already. */
  private void made(QualifiedName name) {
    relations.add(name);
    names.add(name.name());
    name.schema().ifPresent(schemas::add);
  }

  private void target(PrivilegeTarget target) {
    if (target instanceof PrivilegeTarget.Objects objects && objects.kind() == ObjectKind.TABLE) {
      relations.addAll(objects.names());
    }
  }

  private void published(List<PublicationObject> objects) {
    for (PublicationObject object : objects) {
      if (object instanceof PublicationObject.Table table) {
        relations.add(table.table().name());
      }
    }
  }

  private void alteration(Alteration alteration) {
    switch (alteration) {
      case Alteration.AlterDomain s -> {
        types.add(s.domain());
        domains.add(s.domain());
      }
      case Alteration.AlterPublication s -> published(s.objects());
      case Alteration.ChangeOwner s when s.kind() == ObjectKind.VIEW -> relations.add(s.name());
      case Alteration.Comment s -> {
        switch (s.target()) {
          case CommentTarget.Named t -> relations.add(t.name());
          case CommentTarget.Column t -> relations.add(t.table());
          case CommentTarget.Constraint t -> relations.add(t.relation());
        }
      }
      default -> {}
    }
  }

  private void dropped(Removal.DropObjects drop) {
    if (drop.kind() == ObjectKind.TABLE || drop.kind() == ObjectKind.VIEW) {
      relations.addAll(drop.names());
    }
  }

  private void dropped(Outline.DropOthers drop) {
    switch (drop.kind()) {
      case "FUNCTION", "PROCEDURE", "ROUTINE", "AGGREGATE" -> functions.addAll(drop.names());
      default -> relations.addAll(drop.names());
    }
  }

  private void outline(Outline outline) {
    switch (outline) {
      case Outline.Opaque s -> relations.addAll(s.relations());
      case Outline.CreateTrigger s -> {
        relations.add(s.table());
        s.referenced().ifPresent(relations::add);
      }
      case Outline.CreatePolicy s -> relations.add(s.table());
      case Outline.CreateRule s -> relations.add(s.table());
      case Outline.AlterPart s -> relations.add(s.table());
      case Outline.DropPart s -> relations.add(s.table());
      case Outline.CreateStatistics s -> relations.add(s.table());
      case Outline.CreateMaterializedView s -> {
        made(s.name());
        references(s.query());
      }
      case Outline.RefreshView s -> relations.add(s.view());
      case Outline.Cluster s -> s.table().ifPresent(relations::add);
      case Outline.AlterIndex s -> relations.add(s.index());
      case Outline.AlterView s -> relations.add(s.view());
      case Outline.AttachIndex s -> {
        relations.add(s.parent());
        relations.add(s.index());
      }
      case Outline.CreatePartition s -> {
        made(s.table());
        relations.add(s.parent());
      }
      case Outline.CreatePartitionedTable s -> table(s.table());
      case Outline.CreateInheritingTable s -> {
        table(s.table());
        relations.addAll(s.parents());
      }
      case Outline.CreateType s -> {}
      case Outline.CreateRoutine s -> {}
      case Outline.DropOthers s -> dropped(s);
    }
  }

  private void references(Statement statement) {
    References references = References.of(statement);
    relations.addAll(references.relations());
    functions.addAll(references.functions());
  }

  private void action(AlterTableAction action) {
    switch (action) {
      case AlterTableAction.AddColumn a -> column(a.column());
      case AlterTableAction.AlterColumnType a -> {
        type(a.type());
        a.using().ifPresent(this::expression);
      }
      case AlterTableAction.SetDefault a -> expression(a.expression());
      case AlterTableAction.SetExpression a -> expression(a.expression());
      case AlterTableAction.AddConstraint a -> constraint(a.constraint());
      case AlterTableAction.Inherit a -> relations.add(a.parent());
      case AlterTableAction.AttachPartition a -> relations.add(a.partition());
      case AlterTableAction.DetachPartition a -> relations.add(a.partition());
      default -> {}
    }
  }

  private void column(ColumnDefinition column) {
    type(column.type());
    for (ColumnConstraint constraint : column.constraints()) {
      constraint.name().ifPresent(names::add);
      switch (constraint) {
        case ColumnConstraint.Default c -> expression(c.expression());
        case ColumnConstraint.Check c -> expression(c.expression());
        case ColumnConstraint.Generated c -> expression(c.expression());
        case ColumnConstraint.References c -> relations.add(c.target().table());
        case ColumnConstraint.NotNull c -> {}
        case ColumnConstraint.Nullable c -> {}
        case ColumnConstraint.Unique c -> {}
        case ColumnConstraint.Identity c -> {}
      }
    }
  }

  private void constraint(TableConstraint constraint) {
    constraint.name().ifPresent(names::add);
    switch (constraint) {
      case TableConstraint.Check c -> expression(c.expression());
      case TableConstraint.ForeignKey c -> relations.add(c.target().table());
      case TableConstraint.Exclude c ->
          c.elements().forEach(e -> expression(e.element().expression()));
      case TableConstraint.NotNull c -> {}
      case TableConstraint.Unique c -> {}
      case TableConstraint.UniqueUsingIndex c -> {}
    }
  }

  private void type(TypeName type) {
    if (!Types.builtIn(type) && Types.serial(type).isEmpty()) {
      types.add(type.name());
    }
  }

  private void expression(SqlFragment fragment) {
    functions.addAll(Expressions.functions(fragment.tree()));
  }
}
