package dev.instar.engine.sql;

import dev.instar.engine.sql.TableConstraint.Check;
import dev.instar.engine.sql.TableConstraint.Exclude;
import dev.instar.engine.sql.TableConstraint.ExcludeElement;
import dev.instar.engine.sql.TableConstraint.ForeignKey;
import dev.instar.engine.sql.TableConstraint.NotNull;
import dev.instar.engine.sql.TableConstraint.Unique;
import dev.instar.engine.sql.TableConstraint.UniqueUsingIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Constraints as ADD CONSTRAINT and CREATE TABLE write them. */
final class TableConstraintParser {
  private static final ConstraintAttributes.Allowed FOR_CHECK =
      new ConstraintAttributes.Allowed(false, false, true, true, true);
  private static final ConstraintAttributes.Allowed FOR_NOT_NULL =
      new ConstraintAttributes.Allowed(false, false, true, true, false);
  private static final ConstraintAttributes.Allowed FOR_INDEX =
      new ConstraintAttributes.Allowed(false, true, false, false, false);
  private static final ConstraintAttributes.Allowed FOR_FOREIGN_KEY =
      new ConstraintAttributes.Allowed(false, true, true, false, true);

  private final TokenStream tokens;
  private final NameParser names;
  private final ExpressionParser expressions;
  private final OptionParser options;
  private final IndexParser indexes;
  private final ForeignKeyParser foreignKeys;

  TableConstraintParser(
      TokenStream tokens,
      NameParser names,
      ExpressionParser expressions,
      OptionParser options,
      IndexParser indexes) {
    this.tokens = tokens;
    this.names = names;
    this.expressions = expressions;
    this.options = options;
    this.indexes = indexes;
    this.foreignKeys = new ForeignKeyParser(tokens, names);
  }

  /** Whether a table constraint comes next, and not a column whose name begins like one. */
  boolean comesNext() {
    if (tokens.at("exclude")) {
      return tokens.peek(1).isWord("using") || tokens.peek(1).isSymbol("(");
    }
    return tokens.atAnyOf("constraint", "check", "unique", "primary", "foreign", "not");
  }

  TableConstraint constraint() {
    int start = tokens.mark();
    Optional<String> name =
        tokens.accept("constraint")
            ? Optional.of(names.columnName("a name for the constraint"))
            : Optional.empty();
    if (tokens.accept("check")) {
      return check(start, name);
    }
    if (tokens.accept("not")) {
      return notNull(start, name);
    }
    if (tokens.accept("unique")) {
      return unique(start, name, false);
    }
    if (tokens.accept("primary")) {
      tokens.expect("key");
      return unique(start, name, true);
    }
    if (tokens.accept("foreign")) {
      return foreignKey(start, name);
    }
    if (tokens.accept("exclude")) {
      return exclude(start, name);
    }
    throw tokens.unexpected("CHECK, NOT NULL, UNIQUE, PRIMARY KEY, FOREIGN KEY or EXCLUDE");
  }

  private ConstraintAttributes attributes(String kind, ConstraintAttributes.Allowed allowed) {
    return ConstraintAttributes.read(tokens, kind, allowed);
  }

  /** The constraint's text, with NOT VALID cut out wherever it stands. */
  private String text(int start, ConstraintAttributes attributes) {
    SourceSpan whole = tokens.spanSince(start);
    StringBuilder text = new StringBuilder();
    int from = whole.start();
    for (SourceSpan cut : attributes.notValid()) {
      text.append(tokens.slice(new SourceSpan(from, cut.start())));
      from = cut.end();
    }
    return text.append(tokens.slice(new SourceSpan(from, whole.end()))).toString();
  }

  private TableConstraint check(int start, Optional<String> name) {
    SqlFragment expression = expressions.parenthesized();
    ConstraintAttributes attributes = attributes("CHECK", FOR_CHECK);
    return new Check(
        name,
        expression,
        attributes.noInherit(),
        !attributes.notValid().isEmpty(),
        attributes.isEnforced(),
        text(start, attributes));
  }

  private TableConstraint notNull(int start, Optional<String> name) {
    tokens.expect("null");
    String column = names.columnName("a column");
    ConstraintAttributes attributes = attributes("NOT NULL", FOR_NOT_NULL);
    return new NotNull(
        name,
        column,
        attributes.noInherit(),
        !attributes.notValid().isEmpty(),
        text(start, attributes));
  }

  private TableConstraint unique(int start, Optional<String> name, boolean primaryKey) {
    String kind = primaryKey ? "PRIMARY KEY" : "UNIQUE";
    if (tokens.accept("using", "index")) {
      String index = names.columnName("an index");
      ConstraintAttributes attributes = attributes(kind, FOR_INDEX);
      return new UniqueUsingIndex(
          name, primaryKey, index, attributes.timing(), text(start, attributes));
    }
    boolean nullsNotDistinct = !primaryKey && indexes.nullsNotDistinct();
    List<String> columns = keyColumns();
    List<String> include = tokens.accept("include") ? names.columnList() : List.of();
    Map<String, String> parameters = tokens.accept("with") ? options.parenthesized() : Map.of();
    Optional<String> tablespace = indexTablespace();
    ConstraintAttributes attributes = attributes(kind, FOR_INDEX);
    return new Unique(
        name,
        primaryKey,
        columns,
        include,
        nullsNotDistinct,
        parameters,
        tablespace,
        attributes.timing(),
        text(start, attributes));
  }

  private List<String> keyColumns() {
    tokens.expectSymbol("(");
    List<String> columns = new ArrayList<>();
    do {
      columns.add(names.columnName("a column"));
      foreignKeys.refuseTemporal("without", "overlaps");
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
    return columns;
  }

  /** {@code USING INDEX TABLESPACE name}. */
  Optional<String> indexTablespace() {
    return tokens.accept("using", "index", "tablespace")
        ? Optional.of(names.columnName("a tablespace"))
        : Optional.empty();
  }

  private TableConstraint foreignKey(int start, Optional<String> name) {
    tokens.expect("key");
    List<String> columns = foreignKeys.columns();
    tokens.expect("references");
    ForeignKeyTarget target = foreignKeys.target();
    ConstraintAttributes attributes = attributes("FOREIGN KEY", FOR_FOREIGN_KEY);
    return new ForeignKey(
        name,
        columns,
        target,
        attributes.timing(),
        !attributes.notValid().isEmpty(),
        attributes.isEnforced(),
        text(start, attributes));
  }

  private TableConstraint exclude(int start, Optional<String> name) {
    String method = indexes.method();
    tokens.expectSymbol("(");
    List<ExcludeElement> elements = new ArrayList<>();
    do {
      IndexDefinition.Element element = indexes.element();
      tokens.expect("with");
      elements.add(new ExcludeElement(element, expressions.operator()));
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
    List<String> include = indexes.include();
    if (tokens.accept("with")) {
      options.parenthesized();
    }
    indexTablespace();
    Optional<SqlFragment> where =
        tokens.accept("where") ? Optional.of(expressions.parenthesized()) : Optional.empty();
    ConstraintAttributes attributes = attributes("EXCLUDE", FOR_INDEX);
    return new Exclude(
        name, method, elements, include, where, attributes.timing(), text(start, attributes));
  }
}
