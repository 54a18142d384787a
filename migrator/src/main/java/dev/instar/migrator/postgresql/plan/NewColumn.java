package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.ColumnConstraint;
import dev.instar.engine.sql.ColumnDefinition;
import dev.instar.engine.sql.SqlFragment;
import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.ColumnType;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.ServerFacts.Volatility;
import java.util.List;
import java.util.Optional;

/**
 * A column definition, sorted by what each part of it costs.
 *
 * @param definition as written
 * @param type its type in the catalog
 * @param serial the type of its sequence, for serial
 * @param defaulted how much the default may differ; volatile ones do from row to row
 */
record NewColumn(
    ColumnDefinition definition, ColumnType type, Optional<String> serial, Volatility defaulted) {

  static NewColumn of(StatementDraft draft, ColumnDefinition definition) {
    ColumnType type = Types.resolve(draft, definition.type());
    Optional<SqlFragment> value =
        find(definition, ColumnConstraint.Default.class).map(ColumnConstraint.Default::expression);
    Volatility defaulted =
        value
            .map(v -> ExpressionFacts.volatility(v.tree(), draft.facts()))
            .orElse(Volatility.IMMUTABLE);
    return new NewColumn(definition, type, Types.serial(definition.type()), defaulted);
  }

  /** Whether the default differs from row to row. */
  boolean volatileDefault() {
    return defaulted == Volatility.VOLATILE;
  }

  /** Whether the default is the same at any time. */
  boolean constantDefault() {
    return defaulted == Volatility.IMMUTABLE;
  }

  String name() {
    return definition.name();
  }

  private static <T extends ColumnConstraint> Optional<T> find(
      ColumnDefinition definition, Class<T> kind) {
    return definition.constraints().stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private <T extends ColumnConstraint> List<T> all(Class<T> kind) {
    return definition.constraints().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  Optional<ColumnConstraint.NotNull> notNull() {
    return find(definition, ColumnConstraint.NotNull.class);
  }

  Optional<ColumnConstraint.Identity> identity() {
    return find(definition, ColumnConstraint.Identity.class);
  }

  List<ColumnConstraint.Check> checks() {
    return all(ColumnConstraint.Check.class);
  }

  List<ColumnConstraint.Unique> uniques() {
    return all(ColumnConstraint.Unique.class);
  }

  List<ColumnConstraint.References> references() {
    return all(ColumnConstraint.References.class);
  }

  /** The default as written; empty for none and for NULL. */
  Optional<SqlFragment> defaultValue() {
    return find(definition, ColumnConstraint.Default.class)
        .map(ColumnConstraint.Default::expression)
        .filter(e -> !ExpressionFacts.isNull(e.tree()));
  }

  /** The default where each row must be given its own. */
  Optional<SqlFragment> backfill() {
    return defaultValue().filter(v -> volatileDefault());
  }

  Column.Generated generated() {
    return find(definition, ColumnConstraint.Generated.class)
        .map(g -> g.stored() ? Column.Generated.STORED : Column.Generated.VIRTUAL)
        .orElse(Column.Generated.NO);
  }

  boolean virtual() {
    return generated() == Column.Generated.VIRTUAL;
  }

  boolean hasDefault() {
    return defaultValue().isPresent();
  }

  /** Whether the rows that are there get a value. */
  boolean hasValue() {
    return hasDefault()
        || serial.isPresent()
        || identity().isPresent()
        || generated() != Column.Generated.NO;
  }

  /** Whether the server writes every row anew for it. */
  boolean rewrites() {
    return needsRebuild() || volatileDefault() || serial.isPresent() || identity().isPresent();
  }

  /** Whether no recipe in place ends in the same column. */
  boolean needsRebuild() {
    return generated() == Column.Generated.STORED
        || type.domain().map(ColumnType.Domain::constrained).orElse(false);
  }

  /** Whether {@link #plain} has the NOT NULL already: the default's value fills every row. */
  boolean notNullInPlain() {
    return notNull().isPresent() && hasDefault() && !volatileDefault();
  }

  /** Whether the definition as written is catalog only. */
  boolean instantAsWritten() {
    return !rewrites()
        && checks().isEmpty()
        && uniques().isEmpty()
        && references().isEmpty()
        && (notNull().isEmpty() || notNullInPlain());
  }

  /** Name, type and what belongs to the type. */
  String withType() {
    return Identifiers.quote(name())
        + " "
        + serial.orElse(definition.type().text())
        + definition.storage().map(s -> " STORAGE " + s).orElse("")
        + definition.compression().map(c -> " COMPRESSION " + c).orElse("")
        + definition
            .collation()
            .map(
                c ->
                    " COLLATE "
                        + c.schema().map(s -> Identifiers.quote(s) + ".").orElse("")
                        + Identifiers.quote(c.name()))
            .orElse("");
  }

  /** The definition without whatever reads or writes rows. */
  String plain() {
    StringBuilder plain = new StringBuilder(withType());
    find(definition, ColumnConstraint.Generated.class)
        .ifPresent(g -> plain.append(' ').append(g.text()));
    if (!volatileDefault()) {
      find(definition, ColumnConstraint.Default.class)
          .ifPresent(d -> plain.append(' ').append(d.text()));
    }
    if (notNullInPlain()) {
      notNull().ifPresent(n -> plain.append(' ').append(n.text()));
    }
    return plain.toString();
  }
}
