package dev.instar.engine.sql;

import dev.instar.engine.sql.ColumnConstraint.Check;
import dev.instar.engine.sql.ColumnConstraint.Default;
import dev.instar.engine.sql.ColumnConstraint.Generated;
import dev.instar.engine.sql.ColumnConstraint.Identity;
import dev.instar.engine.sql.ColumnConstraint.NotNull;
import dev.instar.engine.sql.ColumnConstraint.Nullable;
import dev.instar.engine.sql.ColumnConstraint.References;
import dev.instar.engine.sql.ColumnConstraint.Unique;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A column's definition with its constraints. */
final class ColumnParser {
  private static final ConstraintAttributes.Allowed FOR_NOT_NULL =
      new ConstraintAttributes.Allowed(true, false, false, true, false);
  private static final ConstraintAttributes.Allowed FOR_CHECK =
      new ConstraintAttributes.Allowed(true, false, false, true, true);
  private static final ConstraintAttributes.Allowed FOR_UNIQUE =
      new ConstraintAttributes.Allowed(true, true, false, false, false);
  private static final ConstraintAttributes.Allowed FOR_FOREIGN_KEY =
      new ConstraintAttributes.Allowed(true, true, false, false, true);

  private final TokenStream tokens;
  private final NameParser names;
  private final ExpressionParser expressions;
  private final OptionParser options;
  private final IndexParser indexes;
  private final TableConstraintParser tableConstraints;
  private final ForeignKeyParser foreignKeys;

  ColumnParser(
      TokenStream tokens,
      NameParser names,
      ExpressionParser expressions,
      OptionParser options,
      IndexParser indexes,
      TableConstraintParser tableConstraints) {
    this.tokens = tokens;
    this.names = names;
    this.expressions = expressions;
    this.options = options;
    this.indexes = indexes;
    this.tableConstraints = tableConstraints;
    this.foreignKeys = new ForeignKeyParser(tokens, names);
  }

  ColumnDefinition definition() {
    int start = tokens.mark();
    String name = names.columnName("a column name");
    TypeName type = expressions.types().type();
    Optional<String> storage =
        tokens.accept("storage") ? Optional.of(options.storage()) : Optional.empty();
    Optional<String> compression =
        tokens.accept("compression") ? Optional.of(options.compression()) : Optional.empty();
    if (tokens.at("options")) {
      throw tokens.unsupported(
          tokens.peek(), "OPTIONS of foreign tables' columns are not supported");
    }
    Optional<QualifiedName> collation = Optional.empty();
    List<ColumnConstraint> constraints = new ArrayList<>();
    while (true) {
      Token next = tokens.peek();
      if (tokens.accept("collate")) {
        if (collation.isPresent()) {
          throw tokens.malformed(next, "multiple COLLATE clauses not allowed");
        }
        collation = Optional.of(names.qualified("a collation"));
        continue;
      }
      Optional<ColumnConstraint> constraint = constraint();
      if (constraint.isEmpty()) {
        return new ColumnDefinition(
            name, type, collation, storage, compression, constraints, tokens.textSince(start));
      }
      constraints.add(constraint.get());
    }
  }

  /** The next of a column's or domain's constraints, if one comes. */
  Optional<ColumnConstraint> constraint() {
    int start = tokens.mark();
    Optional<String> name = Optional.empty();
    if (tokens.accept("constraint")) {
      name = Optional.of(names.columnName("a name for the constraint"));
    }
    if (tokens.at("not", "deferrable") || tokens.at("not", "enforced")) {
      throw misplaced();
    }
    if (tokens.accept("not")) {
      tokens.expect("null");
      boolean noInherit = attributes("NOT NULL", FOR_NOT_NULL).noInherit();
      return Optional.of(new NotNull(name, noInherit, tokens.textSince(start)));
    }
    if (tokens.accept("null")) {
      return Optional.of(new Nullable(name, tokens.textSince(start)));
    }
    if (tokens.accept("default")) {
      SqlFragment expression = expressions.restrictedFragment();
      return Optional.of(new Default(name, expression, tokens.textSince(start)));
    }
    if (tokens.accept("check")) {
      return Optional.of(check(start, name));
    }
    if (tokens.accept("unique")) {
      return Optional.of(unique(start, name, false));
    }
    if (tokens.accept("primary")) {
      tokens.expect("key");
      return Optional.of(unique(start, name, true));
    }
    if (tokens.accept("references")) {
      ForeignKeyTarget target = foreignKeys.target();
      Token first = tokens.peek();
      ConstraintAttributes attributes = attributes("FOREIGN KEY", FOR_FOREIGN_KEY);
      if (!attributes.isEnforced()) {
        throw tokens.unsupported(
            first,
            "NOT ENFORCED behind a column's REFERENCES is not supported yet: write FOREIGN KEY");
      }
      return Optional.of(
          new References(name, target, attributes.timing(), tokens.textSince(start)));
    }
    if (tokens.accept("generated")) {
      return Optional.of(generated(start, name));
    }
    if (name.isPresent()) {
      throw tokens.unexpected("a constraint");
    }
    refuseMisplacedAttribute();
    return Optional.empty();
  }

  /** PostgreSQL ties an attribute to the constraint right before it; here none took it. */
  private void refuseMisplacedAttribute() {
    if (tokens.atAnyOf("deferrable", "initially", "enforced")) {
      throw misplaced();
    }
  }

  private SqlSyntaxException misplaced() {
    return tokens.malformed(tokens.peek(), "no constraint stands before it that could have it");
  }

  private ConstraintAttributes attributes(String kind, ConstraintAttributes.Allowed allowed) {
    return ConstraintAttributes.read(tokens, kind, allowed);
  }

  private ColumnConstraint check(int start, Optional<String> name) {
    SqlFragment expression = expressions.parenthesized();
    ConstraintAttributes attributes = attributes("CHECK", FOR_CHECK);
    return new Check(
        name, expression, attributes.noInherit(), attributes.isEnforced(), tokens.textSince(start));
  }

  private ColumnConstraint unique(int start, Optional<String> name, boolean primaryKey) {
    boolean nullsNotDistinct = !primaryKey && indexes.nullsNotDistinct();
    if (tokens.accept("with")) {
      options.parenthesized();
    }
    tableConstraints.indexTablespace();
    ConstraintAttributes attributes = attributes(primaryKey ? "PRIMARY KEY" : "UNIQUE", FOR_UNIQUE);
    return new Unique(
        name, primaryKey, nullsNotDistinct, attributes.timing(), tokens.textSince(start));
  }

  private ColumnConstraint generated(int start, Optional<String> name) {
    Token when = tokens.peek();
    boolean always = options.always();
    tokens.expect("as");
    if (tokens.accept("identity")) {
      SequenceOptionParser.Parenthesized sequence = options.sequences().parenthesized();
      return new Identity(
          name, always, sequence.text(), sequence.options(), tokens.textSince(start));
    }
    if (!always) {
      throw tokens.malformed(when, "for a generated column, GENERATED ALWAYS must be specified");
    }
    SqlFragment expression = expressions.parenthesized();
    boolean stored = tokens.accept("stored");
    if (!stored) {
      // Where neither is written it is virtual (PostgreSQL 18); older servers demand STORED.
      tokens.accept("virtual");
    }
    return new Generated(name, expression, stored, tokens.textSince(start));
  }
}
