package dev.instar.engine.sql;

import dev.instar.engine.sql.Alteration.DomainAction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** ALTER of what is no relation: types, domains, schemas, databases, extensions, publications. */
final class AlterObjectParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final ValueParser values;
  private final ExpressionParser expressions;
  private final IndexParser indexes;
  private final TableConstraintParser constraints;
  private final ObjectNameParser objects;
  private final CreateParser creates;
  private final RoleParser roles;
  private final PublicationParser publications;

  AlterObjectParser(
      TokenStream tokens,
      NameParser names,
      ExpressionParser expressions,
      IndexParser indexes,
      TableConstraintParser constraints,
      ObjectNameParser objects,
      CreateParser creates,
      RoleParser roles,
      PublicationParser publications) {
    this.tokens = tokens;
    this.names = names;
    this.values = new ValueParser(tokens);
    this.expressions = expressions;
    this.indexes = indexes;
    this.constraints = constraints;
    this.objects = objects;
    this.creates = creates;
    this.roles = roles;
    this.publications = publications;
  }

  /** What follows ALTER. */
  Statement alter(ObjectKind kind) {
    objects.expect(kind);
    QualifiedName name =
        kind.inSchema() ? names.qualified("a name") : QualifiedName.of(names.columnName("a name"));
    if (tokens.accept("rename", "to")) {
      return new Alteration.Rename(kind, name, names.columnName("a new name"));
    }
    // OWNER without TO is an option of a database.
    boolean option = kind == ObjectKind.DATABASE && !tokens.at("owner", "to");
    if (!option && tokens.accept("owner")) {
      tokens.expect("to");
      return new Alteration.ChangeOwner(kind, name, false, names.role());
    }
    boolean movable = kind.inSchema() || kind == ObjectKind.EXTENSION;
    if (movable && tokens.accept("set", "schema")) {
      return new Alteration.MoveToSchema(kind, name, names.columnName("a schema"));
    }
    return switch (kind) {
      case TYPE -> type(name);
      case DOMAIN -> new Alteration.AlterDomain(name, domainAction());
      case DATABASE -> database(name.name());
      case PUBLICATION -> publications.alter(name.name());
      case SCHEMA -> throw tokens.unexpected("RENAME TO or OWNER TO");
      case TABLE, INDEX, SEQUENCE, VIEW, ROLE, EXTENSION -> throw other(kind);
    };
  }

  private SqlSyntaxException other(ObjectKind kind) {
    String words = kind.word().toUpperCase(Locale.ROOT);
    return tokens.unsupported(tokens.peek(), "this form of ALTER " + words + " is not supported");
  }

  private Statement type(QualifiedName name) {
    if (tokens.accept("rename", "value")) {
      String label = values.string("a label");
      tokens.expect("to");
      return new Alteration.RenameEnumValue(name, label, values.string("a label"));
    }
    if (!tokens.at("add", "value")) {
      throw other(ObjectKind.TYPE);
    }
    tokens.expect("add", "value");
    boolean ifNotExists = tokens.accept("if", "not", "exists");
    String label = values.string("a label");
    boolean after = tokens.accept("after");
    Optional<String> neighbor =
        after || tokens.accept("before") ? Optional.of(values.string("a label")) : Optional.empty();
    return new Alteration.AddEnumValue(
        name, label, ifNotExists, neighbor, after || neighbor.isEmpty());
  }

  private DomainAction domainAction() {
    if (tokens.accept("set", "default")) {
      return new DomainAction.Default(Optional.of(expressions.fragment()));
    }
    if (tokens.accept("drop", "default")) {
      return new DomainAction.Default(Optional.empty());
    }
    if (tokens.accept("set", "not")) {
      tokens.expect("null");
      return new DomainAction.NotNull(true);
    }
    if (tokens.accept("drop", "not")) {
      tokens.expect("null");
      return new DomainAction.NotNull(false);
    }
    if (tokens.accept("add")) {
      return new DomainAction.AddConstraint(domainConstraint());
    }
    if (tokens.accept("drop", "constraint")) {
      boolean ifExists = tokens.accept("if", "exists");
      String name = names.columnName("a constraint");
      return new DomainAction.DropConstraint(name, ifExists, indexes.cascade());
    }
    if (tokens.accept("validate")) {
      tokens.expect("constraint");
      return new DomainAction.ValidateConstraint(names.columnName("a constraint"));
    }
    if (tokens.accept("rename", "constraint")) {
      String name = names.columnName("a constraint");
      tokens.expect("to");
      return new DomainAction.RenameConstraint(name, names.columnName("a new name"));
    }
    throw tokens.unexpected("an action of ALTER DOMAIN");
  }

  private TableConstraint domainConstraint() {
    int check = tokens.at("constraint") ? 2 : 0;
    if (!tokens.peek(check).isWord("check")) {
      throw tokens.unsupported(
          tokens.peek(), "of a domain's constraints only CHECK is added by ALTER DOMAIN");
    }
    return constraints.constraint();
  }

  private Statement database(String name) {
    if (tokens.at("set", "tablespace") || tokens.at("refresh")) {
      throw other(ObjectKind.DATABASE);
    }
    if (tokens.atAnyOf("set", "reset")) {
      return new Alteration.AlterDefaults(Optional.empty(), Optional.of(name), roles.change());
    }
    tokens.accept("with");
    List<UtilityOption> options = creates.databaseOptions();
    return new Alteration.AlterDatabase(name, options);
  }
}
