package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.define.TemporaryObjects;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.TemporarySchema;
import dev.instar.engine.system.data.RelationFacts;
import dev.instar.engine.system.name.Names;
import dev.instar.engine.table.TableStatistics;
import java.util.List;
import java.util.Map;

/** pg_class. */
final class ClassRows {
  private static final int HEAP = 2;
  private static final int BTREE = 403;
  private static final int BOOTSTRAP_ROLE = 10;
  private static final int SEQUENCE_COLUMNS = 3;

  private ClassRows() {}

  static void make(StatementContext context, Wanted wanted, Rows rows) {
    Relations relations = Relations.of(context, wanted, "oid", "relname");
    for (Relation relation : relations.stored()) {
      if (wanted.mayBe("relnamespace", relation.schema())
          && wanted.mayBe("relname", relation.name())) {
        Row row = common(rows.add(), relation);
        switch (relation) {
          case Table table -> table(context, row, table);
          case Index index -> index(context, row, index);
          case Sequence sequence -> sequence(context, row, sequence);
          case View view -> view(context, row, view);
        }
      }
    }
    for (RelationFacts facts : relations.system()) {
      if (wanted.mayBe("relnamespace", facts.schemaOid())
          && wanted.mayBe("relname", facts.name())) {
        system(context, rows.add(), facts);
      }
    }
  }

  private static Row common(Row row, Relation relation) {
    return row.set("oid", relation.oid())
        .set("relname", relation.name())
        .set("relnamespace", relation.schema())
        .set("relowner", relation.owner())
        .set("relpersistence", 'p')
        .set("relispopulated", true)
        .set("relreplident", 'n')
        .set("reltuples", -1f);
  }

  private static void table(StatementContext context, Row row, Table table) {
    List<Constraint> constraints = context.catalog().constraints(table.oid());
    boolean referred =
        !context.catalog().referencing(table.oid()).isEmpty()
            || constraints.stream().anyMatch(Constraint.ForeignKey.class::isInstance);
    RelationSize size = RelationSize.of(context, table);
    row.set("relkind", 'r')
        .set("reltype", table.rowType())
        .set("relam", HEAP)
        .set("relfilenode", (int) table.storage())
        .set("relpages", size.pages())
        .set("relallvisible", size.pages())
        .set("reltuples", isUnknown(context, table, size) ? -1f : (float) size.rows())
        .set("relhasindex", !context.catalog().indexes(table.oid()).isEmpty())
        .set("relpersistence", letter(table.persistence()))
        .set("relnatts", table.columns().size())
        .set(
            "relchecks",
            (int) constraints.stream().filter(Constraint.Check.class::isInstance).count())
        .set("relhastriggers", referred)
        .set("relreplident", letter(table.identity().kind()))
        .set("relfrozenxid", 3)
        .set("relminmxid", 1)
        .set("relacl", Acl.items(context, table.grants()))
        .set("reloptions", options(TemporaryObjects.shown(table.options())));
  }

  static char letter(Table.Persistence persistence) {
    return switch (persistence) {
      case PERMANENT -> 'p';
      case UNLOGGED -> 'u';
      case TEMPORARY -> 't';
    };
  }

  static char letter(Table.ReplicaIdentity.Kind kind) {
    return switch (kind) {
      case DEFAULT -> 'd';
      case NOTHING -> 'n';
      case FULL -> 'f';
      case INDEX -> 'i';
    };
  }

  /** As {@code reloptions} and its kind have them: {@code name=value}; null for none. */
  static List<String> options(Map<String, String> options) {
    return options.isEmpty()
        ? null
        : options.entrySet().stream()
            .map(option -> option.getKey() + "=" + option.getValue())
            .sorted()
            .toList();
  }

  /** Of an empty table nobody knows whether it has been looked at, but for its statistics. */
  private static boolean isUnknown(StatementContext context, Table table, RelationSize size) {
    return size.rows() == 0
        && (context.services() == null || TableStatistics.of(context, table).isEmpty());
  }

  private static void index(StatementContext context, Row row, Index index) {
    RelationSize size = RelationSize.of(context, index);
    Table.Persistence persistence =
        context.catalog().find(index.table()).orElse(null) instanceof Table table
            ? table.persistence()
            : Table.Persistence.PERMANENT;
    row.set("relkind", 'i')
        .set("relam", BTREE)
        .set("relfilenode", (int) index.storage())
        .set("relpages", size.pages())
        .set("reltuples", (float) size.rows())
        .set("relpersistence", letter(persistence))
        .set("relnatts", index.keys().size() + index.include().size())
        .set("reloptions", options(index.options()));
  }

  private static void sequence(StatementContext context, Row row, Sequence sequence) {
    row.set("relkind", 'S')
        .set("relpersistence", letter(sequence.persistence()))
        .set("relfilenode", (int) sequence.storage())
        .set("relnatts", SEQUENCE_COLUMNS)
        .set("relpages", 1)
        .set("reltuples", 1f)
        .set("relacl", Acl.items(context, sequence.grants()));
  }

  private static void view(StatementContext context, Row row, View view) {
    boolean temporary =
        TemporarySchema.isTemporary(context.catalog().get(Schema.class, view.schema()));
    row.set("relkind", 'v')
        .set("relpersistence", temporary ? 't' : 'p')
        .set("reltype", view.rowType())
        .set("relnatts", view.columns().size())
        .set("relhasrules", true)
        .set("relacl", Acl.items(context, view.grants()))
        .set("reloptions", options(view.options()));
  }

  private static void system(StatementContext context, Row row, RelationFacts facts) {
    boolean table = facts.kind() == 'r';
    String owner = Names.role(context, BOOTSTRAP_ROLE).orElse("instar");
    row.set("oid", facts.oid())
        .set("relname", facts.name())
        .set("relnamespace", facts.schemaOid())
        .set("relowner", BOOTSTRAP_ROLE)
        .set("relam", table ? HEAP : 0)
        .set("relfilenode", table ? facts.oid() : 0)
        .set("reltuples", -1f)
        .set("relpersistence", 'p')
        .set("relkind", facts.kind())
        .set("relnatts", facts.columns().size())
        .set("relhasrules", !table)
        .set("relispopulated", true)
        .set("relreplident", 'n')
        .set("relacl", List.of(owner + "=arwdDxtm/" + owner, "=r/" + owner));
  }
}
