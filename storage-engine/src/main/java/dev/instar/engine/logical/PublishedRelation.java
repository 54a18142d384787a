package dev.instar.engine.logical;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Publication;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.changelog.IdentityColumns;
import dev.instar.engine.table.RowCodec;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table as a reader of publications is told of it. Made anew when something changes that it is
 * made of; whether the reader has been told is remembered as long as that is the same. Of one
 * thread.
 */
final class PublishedRelation {
  /** What the RELATION message, and PostgreSQL's habit of sending it again, depends on. */
  private record Basis(
      Table table,
      Schema schema,
      List<Index> indexes,
      List<Constraint> constraints,
      List<Constraint.ForeignKey> referencing,
      List<Publication> publications) {}

  private final Basis basis;
  private final Catalog catalog;
  private final Published published;
  private final RowCodec codec;
  private final List<Column> columns;
  private final Set<Integer> identity;
  private final Map<String, RowFilter> filters;
  private boolean told;

  private PublishedRelation(
      Basis basis, Catalog catalog, Published published, Map<String, RowFilter> filters) {
    this.basis = basis;
    this.catalog = catalog;
    this.published = published;
    this.filters = filters;
    this.codec = RowCodec.of(catalog, basis.table());
    this.columns = columns(basis.table(), published);
    this.identity = IdentityColumns.of(basis.table(), catalog);
  }

  /** Makes row filters ready. */
  interface Filters {
    Map<String, RowFilter> compile(Published published, Table table, Catalog catalog);
  }

  /**
   * The table as a catalog has it.
   *
   * @param known what was made of it with an earlier catalog; null if nothing was
   */
  static PublishedRelation of(
      Table table,
      Catalog catalog,
      List<Publication> publications,
      PublishedRelation known,
      Filters compiler) {
    Basis basis = basis(table, catalog, publications);
    Published published = Published.of(publications, table, catalog);
    PublishedRelation relation =
        new PublishedRelation(
            basis, catalog, published, compiler.compile(published, table, catalog));
    relation.told = known != null && known.told && known.basis.equals(basis);
    return relation;
  }

  private static Basis basis(Table table, Catalog catalog, List<Publication> publications) {
    return new Basis(
        table,
        catalog.get(Schema.class, table.schema()),
        catalog.indexes(table.oid()),
        catalog.constraints(table.oid()),
        catalog.referencing(table.oid()),
        publications);
  }

  /** Whether another catalog has it just so. */
  boolean isAsIn(Catalog other) {
    return other.find(basis.table().oid()).orElse(null) instanceof Table table
        && basis(table, other, basis.publications()).equals(basis);
  }

  /** The reader is to be told again. */
  void forgetTold() {
    told = false;
  }

  /** A generated column's values are made by whoever has the table. */
  private static List<Column> columns(Table table, Published published) {
    return table.liveColumns().stream()
        .filter(column -> column.generation() != Column.Generation.STORED)
        .filter(
            column ->
                published.columns().isEmpty() || published.columns().contains(column.number()))
        .toList();
  }

  Table table() {
    return basis.table();
  }

  /** The catalog that it was made with. */
  Catalog catalog() {
    return catalog;
  }

  boolean publishes(String operation) {
    return published.publishes(operation);
  }

  /** The condition for an operation's rows. */
  Optional<RowFilter> filter(String operation) {
    return Optional.ofNullable(filters.get(operation));
  }

  /** A row's values, by column number - 1. */
  Object[] decode(byte[] row) {
    return codec.decode(row, 1);
  }

  /** Whether the reader knows it as it is; from now on it does. */
  boolean tell() {
    boolean before = told;
    told = true;
    return before;
  }

  /** TYPE messages for its columns' types that are not PostgreSQL's own, in the columns' order. */
  List<UserType> userTypes() {
    List<UserType> found = new ArrayList<>();
    for (Column column : columns) {
      userType(column.type()).ifPresent(found::add);
    }
    return found;
  }

  /** A type as a TYPE message tells it. */
  record UserType(int oid, String schema, String name) {}

  private Optional<UserType> userType(int oid) {
    for (UserEnum each : catalog.all(UserEnum.class)) {
      if (each.oid() == oid || each.arrayOid() == oid) {
        String schema = catalog.get(Schema.class, each.schema()).name();
        String name = each.oid() == oid ? each.name() : "_" + each.name();
        return Optional.of(new UserType(oid, schema, name));
      }
    }
    boolean ofExtension = oid == Types.CITEXT.oid() || oid == Types.CITEXT.arrayOid();
    return ofExtension
        ? Types.byOid(oid).map(type -> new UserType(oid, extensionSchema("citext"), type.name()))
        : Optional.empty();
  }

  private String extensionSchema(String name) {
    return catalog
        .extension(name)
        .map(extension -> catalog.get(Schema.class, extension.schema()).name())
        .orElse("public");
  }

  /** The RELATION message. */
  void describe(MessageBuilder out) {
    Table table = basis.table();
    String schema = basis.schema().name();
    out.begin('R').int32(table.oid());
    out.string(schema.equals("pg_catalog") ? "" : schema).string(table.name());
    out.int8(
        switch (table.identity().kind()) {
          case DEFAULT -> 'd';
          case NOTHING -> 'n';
          case FULL -> 'f';
          case INDEX -> 'i';
        });
    out.int16(columns.size());
    for (Column column : columns) {
      out.int8(identity.contains(column.number()) ? 1 : 0).string(column.name());
      out.int32(column.type()).int32(column.modifier());
    }
  }

  /** A tuple of published columns. */
  void tuple(Object[] row, ValueWriter values, MessageBuilder out) {
    out.int16(columns.size());
    for (Column column : columns) {
      int index = column.number() - 1;
      values.write(row[index], codec.type(index), out);
    }
  }
}
