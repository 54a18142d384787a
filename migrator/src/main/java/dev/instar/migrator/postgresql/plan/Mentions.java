package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.sql.ColumnConstraint;
import dev.instar.engine.sql.ColumnDefinition;
import dev.instar.engine.sql.Command;
import dev.instar.engine.sql.Expressions;
import dev.instar.engine.sql.ParsedStatement;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.SqlFragment;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.engine.sql.TypeName;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a script names and a plan must know: the reader of the catalog asks for these and no more.
 *
 * @param relations tables and indexes, as written
 * @param types types that are not the server's own
 * @param functions functions that its expressions call
 * @param names names that it gives: of indexes, constraints, renamed relations
 * @param schemas schemas that it moves something to
 */
public record Mentions(
    Set<QualifiedName> relations,
    Set<QualifiedName> types,
    Set<QualifiedName> functions,
    Set<String> names,
    Set<String> schemas) {
  public Mentions {
    relations = Collections.unmodifiableSet(new LinkedHashSet<>(relations));
    types = Collections.unmodifiableSet(new LinkedHashSet<>(types));
    functions = Collections.unmodifiableSet(new LinkedHashSet<>(functions));
    names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
    schemas = Collections.unmodifiableSet(new LinkedHashSet<>(schemas));
  }

  /**
   * Collects what a script names.
   *
   * @param name the script's name, for errors
   * @throws dev.instar.migrator.error.MigrationException if the text is not SQL that Instar knows
   */
  public static Mentions of(String name, String script) {
    return new Collector().collect(Scripts.parse(name, script));
  }

  private static final class Collector {
    private final Set<QualifiedName> relations = new LinkedHashSet<>();
    private final Set<QualifiedName> types = new LinkedHashSet<>();
    private final Set<QualifiedName> functions = new LinkedHashSet<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> schemas = new LinkedHashSet<>();

    Mentions collect(List<ParsedStatement> statements) {
      statements.forEach(s -> statement(s.statement()));
      return new Mentions(relations, types, functions, names, schemas);
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
        case Command s -> throw Scripts.neverParsed(s);
      }
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
}
