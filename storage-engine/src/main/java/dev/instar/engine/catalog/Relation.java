package dev.instar.engine.catalog;

/** What shares one space of names within a schema; {@code pg_class}. */
public sealed interface Relation extends CatalogObject permits Table, Index, Sequence, View {
  int schema();

  String name();

  int owner();
}
