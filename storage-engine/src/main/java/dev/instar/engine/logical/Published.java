package dev.instar.engine.logical;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Publication;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What some publications together publish of a table.
 *
 * @param columns numbers of the columns; empty for all
 * @param filters by operation that is published: of which one condition must hold, as SQL; an empty
 *     list for rows without condition
 */
record Published(List<Integer> columns, Map<String, List<String>> filters) {
  Published {
    columns = List.copyOf(columns);
    filters = Map.copyOf(filters);
  }

  boolean publishes(String operation) {
    return filters.containsKey(operation);
  }

  /**
   * The publications of these names, as the catalog has them.
   *
   * @throws SqlException 42704
   */
  static List<Publication> find(List<String> names, Catalog catalog) {
    List<Publication> found = new ArrayList<>();
    for (String name : names) {
      found.add(
          catalog
              .publication(name)
              .orElseThrow(
                  () ->
                      new SqlException(
                          SqlState.UNDEFINED_OBJECT,
                          "publication \"" + name + "\" does not exist")));
    }
    return found;
  }

  /**
   * @throws SqlException 0A000 if they publish different columns of it
   */
  static Published of(List<Publication> publications, Table table, Catalog catalog) {
    Set<Integer> columns = null;
    Map<String, List<String>> filters = new HashMap<>();
    for (Publication publication : publications) {
      Optional<Publication.PublishedTable> entry = entry(publication, table);
      if (entry.isEmpty()) {
        continue;
      }
      Set<Integer> published = columns(entry.get(), table);
      if (columns != null && !columns.equals(published)) {
        throw new SqlException(
            SqlState.FEATURE_NOT_SUPPORTED,
            "cannot use different column lists for table \"%s.%s\" in different publications"
                .formatted(catalog.get(Schema.class, table.schema()).name(), table.name()));
      }
      columns = published;
      publication.operations().forEach(each -> add(filters, each, entry.get().where()));
    }
    boolean all = columns == null || columns.equals(all(table));
    return new Published(all ? List.of() : columns.stream().sorted().toList(), filters);
  }

  private static Optional<Publication.PublishedTable> entry(Publication publication, Table table) {
    Publication.PublishedTable whole =
        new Publication.PublishedTable(table.oid(), List.of(), Optional.empty());
    if (publication.allTables() || publication.schemas().contains(table.schema())) {
      return Optional.of(whole);
    }
    return publication.tables().stream().filter(each -> each.table() == table.oid()).findFirst();
  }

  private static Set<Integer> columns(Publication.PublishedTable entry, Table table) {
    return entry.columns().isEmpty() ? all(table) : new HashSet<>(entry.columns());
  }

  private static Set<Integer> all(Table table) {
    Set<Integer> all = new HashSet<>();
    table.liveColumns().forEach(column -> all.add(column.number()));
    return all;
  }

  /** Without a condition in one publication there is none in all. */
  private static void add(
      Map<String, List<String>> filters, String operation, Optional<String> where) {
    List<String> known = filters.get(operation);
    if (where.isEmpty() || (known != null && known.isEmpty())) {
      filters.put(operation, List.of());
    } else {
      List<String> more = new ArrayList<>(known == null ? List.of() : known);
      more.add(where.get());
      filters.put(operation, more);
    }
  }
}
