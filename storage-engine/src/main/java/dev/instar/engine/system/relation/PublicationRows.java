package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Publication;
import dev.instar.engine.catalog.Publication.PublishedTable;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.deparse.NodeTree;
import dev.instar.engine.system.name.Names;
import java.util.List;
import java.util.Optional;

/** pg_publication, pg_publication_rel, pg_publication_namespace, pg_publication_tables. */
final class PublicationRows {
  private PublicationRows() {}

  private static List<Publication> all(StatementContext context) {
    return context.catalog().all(Publication.class);
  }

  static void make(StatementContext context, Wanted wanted, Rows rows) {
    for (Publication publication : all(context)) {
      if (wanted.mayBe("oid", publication.oid()) && wanted.mayBe("pubname", publication.name())) {
        rows.add()
            .set("oid", publication.oid())
            .set("pubname", publication.name())
            .set("pubowner", publication.owner())
            .set("puballtables", publication.allTables())
            .set("pubinsert", publication.operations().contains("insert"))
            .set("pubupdate", publication.operations().contains("update"))
            .set("pubdelete", publication.operations().contains("delete"))
            .set("pubtruncate", publication.operations().contains("truncate"))
            .set("pubviaroot", publication.viaRoot());
      }
    }
  }

  static void tables(StatementContext context, Wanted wanted, Rows rows) {
    for (Publication publication : all(context)) {
      for (PublishedTable table : publication.tables()) {
        if (wanted.mayBe("prrelid", table.table()) && wanted.mayBe("prpubid", publication.oid())) {
          rows.add()
              .set("oid", MadeOids.ofPublished(publication.oid(), table.table()))
              .set("prpubid", publication.oid())
              .set("prrelid", table.table())
              .set("prqual", NodeTree.text(table.where().stream().toList()))
              .set("prattrs", table.columns().isEmpty() ? null : table.columns());
        }
      }
    }
  }

  static void schemas(StatementContext context, Wanted wanted, Rows rows) {
    for (Publication publication : all(context)) {
      for (int schema : publication.schemas()) {
        rows.add()
            .set("oid", MadeOids.ofPublished(publication.oid(), schema))
            .set("pnpubid", publication.oid())
            .set("pnnspid", schema);
      }
    }
  }

  static void effective(StatementContext context, Wanted wanted, Rows rows) {
    for (Publication publication : all(context)) {
      if (!wanted.mayBe("pubname", publication.name())) {
        continue;
      }
      for (Table table : context.catalog().all(Table.class)) {
        Optional<PublishedTable> listed =
            publication.tables().stream().filter(t -> t.table() == table.oid()).findFirst();
        boolean whole = publication.allTables() || publication.schemas().contains(table.schema());
        if ((whole && table.persistence() == Table.Persistence.PERMANENT) || listed.isPresent()) {
          rows.add()
              .set("pubname", publication.name())
              .set("schemaname", Names.schema(context, table.schema()))
              .set("tablename", table.name())
              .set("attnames", columns(table, whole ? Optional.empty() : listed))
              .set("rowfilter", whole ? null : listed.flatMap(PublishedTable::where));
        }
      }
    }
  }

  private static List<String> columns(Table table, Optional<PublishedTable> listed) {
    List<Integer> numbers = listed.map(PublishedTable::columns).orElse(List.of());
    return table.liveColumns().stream()
        .filter(column -> numbers.isEmpty() || numbers.contains(column.number()))
        .map(Column::name)
        .toList();
  }
}
