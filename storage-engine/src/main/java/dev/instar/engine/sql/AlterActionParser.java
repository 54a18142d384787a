package dev.instar.engine.sql;

import dev.instar.engine.sql.AlterTableAction.AddColumn;
import dev.instar.engine.sql.AlterTableAction.AddConstraint;
import dev.instar.engine.sql.AlterTableAction.AlterConstraint;
import dev.instar.engine.sql.AlterTableAction.ClusterOn;
import dev.instar.engine.sql.AlterTableAction.DropColumn;
import dev.instar.engine.sql.AlterTableAction.DropConstraint;
import dev.instar.engine.sql.AlterTableAction.Inherit;
import dev.instar.engine.sql.AlterTableAction.OwnerTo;
import dev.instar.engine.sql.AlterTableAction.ReplicaIdentity;
import dev.instar.engine.sql.AlterTableAction.RowSecurity;
import dev.instar.engine.sql.AlterTableAction.SetAccessMethod;
import dev.instar.engine.sql.AlterTableAction.SetPersistence;
import dev.instar.engine.sql.AlterTableAction.SetTableOptions;
import dev.instar.engine.sql.AlterTableAction.SetTablespace;
import dev.instar.engine.sql.AlterTableAction.SwitchTrigger;
import dev.instar.engine.sql.AlterTableAction.ValidateConstraint;
import dev.instar.engine.sql.Token.Kind;
import java.util.Map;
import java.util.Optional;

/** The actions of ALTER TABLE that may stand in a list. */
final class AlterActionParser {
  private static final ConstraintAttributes.Allowed IN_ALTER_CONSTRAINT =
      new ConstraintAttributes.Allowed(false, true, false, true, true);

  private final TokenStream tokens;
  private final NameParser names;
  private final OptionParser options;
  private final IndexParser indexes;
  private final TableConstraintParser constraints;
  private final ColumnParser columns;
  private final AlterColumnParser alterColumn;

  AlterActionParser(
      TokenStream tokens,
      NameParser names,
      OptionParser options,
      IndexParser indexes,
      TableConstraintParser constraints,
      ColumnParser columns,
      AlterColumnParser alterColumn) {
    this.tokens = tokens;
    this.names = names;
    this.options = options;
    this.indexes = indexes;
    this.constraints = constraints;
    this.columns = columns;
    this.alterColumn = alterColumn;
  }

  AlterTableAction action() {
    int start = tokens.mark();
    Token first = tokens.peek();
    return switch (first.kind() == Kind.WORD ? first.value() : "") {
      case "add" -> add(start);
      case "drop" -> drop(start);
      case "alter" -> alter(start);
      case "validate" -> {
        tokens.expect("validate", "constraint");
        String constraint = names.columnName("a constraint");
        yield new ValidateConstraint(constraint, tokens.textSince(start));
      }
      case "owner" -> {
        tokens.expect("owner", "to");
        String role = names.role();
        yield new OwnerTo(role, tokens.textSince(start));
      }
      case "set" -> set(start);
      case "reset" -> {
        tokens.next();
        Map<String, String> reset = options.parenthesized();
        yield new SetTableOptions(reset, tokens.textSince(start));
      }
      case "replica" -> replicaIdentity(start);
      case "enable", "disable" -> enableOrDisable(start);
      case "force" -> {
        tokens.expect("force", "row", "level", "security");
        yield new RowSecurity("FORCE", tokens.textSince(start));
      }
      case "no" -> noForceOrInherit(start);
      case "cluster" -> {
        tokens.expect("cluster", "on");
        String index = names.columnName("an index");
        yield new ClusterOn(Optional.of(index), tokens.textSince(start));
      }
      case "inherit" -> {
        tokens.next();
        QualifiedName parent = names.qualified("a table");
        yield new Inherit(true, parent, tokens.textSince(start));
      }
      case "of", "not", "options" ->
          throw tokens.unsupported(
              first,
              "ALTER TABLE … OF, NOT OF and OPTIONS are not supported yet: typed and foreign tables"
                  + " are not migrated");
      default -> throw tokens.unexpected("an action of ALTER TABLE such as ADD, DROP or ALTER");
    };
  }

  private AlterTableAction add(int start) {
    tokens.expect("add");
    if (constraints.comesNext()) {
      TableConstraint constraint = constraints.constraint();
      return new AddConstraint(constraint, tokens.textSince(start));
    }
    tokens.accept("column");
    boolean ifNotExists = tokens.accept("if", "not", "exists");
    ColumnDefinition column = columns.definition();
    return new AddColumn(ifNotExists, column, tokens.textSince(start));
  }

  private AlterTableAction drop(int start) {
    tokens.expect("drop");
    boolean constraint = tokens.accept("constraint");
    if (!constraint) {
      tokens.accept("column");
    }
    boolean ifExists = tokens.accept("if", "exists");
    String name = names.columnName(constraint ? "a constraint" : "a column");
    boolean cascade = indexes.cascade();
    return constraint
        ? new DropConstraint(ifExists, name, cascade, tokens.textSince(start))
        : new DropColumn(ifExists, name, cascade, tokens.textSince(start));
  }

  private AlterTableAction alter(int start) {
    tokens.expect("alter");
    if (!tokens.accept("constraint")) {
      return alterColumn.action(start);
    }
    String constraint = names.columnName("a constraint");
    if (!tokens.accept("inherit")) {
      ConstraintAttributes.read(tokens, "altered", IN_ALTER_CONSTRAINT);
    }
    return new AlterConstraint(constraint, tokens.textSince(start));
  }

  private AlterTableAction set(int start) {
    tokens.expect("set");
    if (tokens.atSymbol("(")) {
      Map<String, String> parameters = options.parenthesized();
      return new SetTableOptions(parameters, tokens.textSince(start));
    }
    if (tokens.accept("without", "cluster")) {
      return new ClusterOn(Optional.empty(), tokens.textSince(start));
    }
    if (tokens.at("without", "oids")) {
      throw tokens.unsupported(
          tokens.peek(), "SET WITHOUT OIDS does nothing since PostgreSQL 12: leave it out");
    }
    if (tokens.accept("logged")) {
      return new SetPersistence(true, tokens.textSince(start));
    }
    if (tokens.accept("unlogged")) {
      return new SetPersistence(false, tokens.textSince(start));
    }
    if (tokens.accept("tablespace")) {
      String tablespace = names.columnName("a tablespace");
      return new SetTablespace(tablespace, tokens.textSince(start));
    }
    if (tokens.accept("access")) {
      tokens.expect("method");
      String method = tokens.accept("default") ? "default" : names.columnName("an access method");
      return new SetAccessMethod(method, tokens.textSince(start));
    }
    throw tokens.unexpected(
        "LOGGED, UNLOGGED, TABLESPACE, ACCESS METHOD, WITHOUT CLUSTER or parameters");
  }

  private AlterTableAction replicaIdentity(int start) {
    tokens.expect("replica", "identity");
    Optional<String> index = Optional.empty();
    String identity;
    if (tokens.accept("using")) {
      tokens.expect("index");
      identity = "INDEX";
      index = Optional.of(names.columnName("an index"));
    } else if (tokens.accept("default")) {
      identity = "DEFAULT";
    } else if (tokens.accept("full")) {
      identity = "FULL";
    } else if (tokens.accept("nothing")) {
      identity = "NOTHING";
    } else {
      throw tokens.unexpected("DEFAULT, FULL, NOTHING or USING INDEX");
    }
    return new ReplicaIdentity(identity, index, tokens.textSince(start));
  }

  private AlterTableAction enableOrDisable(int start) {
    boolean enable = tokens.next().isWord("enable");
    if (tokens.accept("row")) {
      tokens.expect("level", "security");
      return new RowSecurity(enable ? "ENABLE" : "DISABLE", tokens.textSince(start));
    }
    boolean mode = enable && (tokens.accept("always") || tokens.accept("replica"));
    if (tokens.at("rule")) {
      throw tokens.unsupported(tokens.peek(), "ENABLE RULE and DISABLE RULE are not supported yet");
    }
    tokens.expect("trigger");
    boolean every = !mode && tokens.atAnyOf("all", "user");
    String trigger = every ? tokens.next().value() : names.columnName("a trigger");
    return new SwitchTrigger(trigger, tokens.textSince(start));
  }

  private AlterTableAction noForceOrInherit(int start) {
    tokens.expect("no");
    if (tokens.accept("inherit")) {
      QualifiedName parent = names.qualified("a table");
      return new Inherit(false, parent, tokens.textSince(start));
    }
    if (!tokens.at("force")) {
      throw tokens.unexpected("INHERIT or FORCE ROW LEVEL SECURITY");
    }
    tokens.expect("force", "row", "level", "security");
    return new RowSecurity("NO FORCE", tokens.textSince(start));
  }
}
