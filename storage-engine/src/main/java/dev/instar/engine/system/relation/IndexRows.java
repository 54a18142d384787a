package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.Table.ReplicaIdentity;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.deparse.NodeTree;
import dev.instar.engine.system.name.Names;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** pg_index. */
final class IndexRows {
  private static final int DESCENDING = 1;
  private static final int NULLS_FIRST = 2;

  private IndexRows() {}

  /** The indexes that are asked for, by their own OID or by their table's. */
  static List<Index> wanted(StatementContext context, Wanted wanted, String index, String table) {
    if (wanted.by(index)) {
      return Names.object(context, Index.class, wanted.oid(index)).stream().toList();
    }
    return wanted.listByOid(
        table, context.catalog()::indexes, () -> context.catalog().all(Index.class));
  }

  static void make(StatementContext context, Wanted wanted, Rows rows) {
    for (Index index : wanted(context, wanted, "indexrelid", "indrelid")) {
      Optional<Constraint.Unique> constraint = constraint(context, index);
      List<Integer> columns = new ArrayList<>();
      index.keys().forEach(key -> columns.add(key.column()));
      columns.addAll(index.include());
      rows.add()
          .set("indexrelid", index.oid())
          .set("indrelid", index.table())
          .set("indnatts", columns.size())
          .set("indnkeyatts", index.keys().size())
          .set("indisunique", index.unique())
          .set("indnullsnotdistinct", index.nullsNotDistinct())
          .set("indisprimary", index.primary())
          .set("indimmediate", !constraint.map(Constraint.Unique::deferrable).orElse(false))
          .set("indisvalid", index.valid())
          .set("indisready", index.ready())
          .set("indislive", true)
          .set("indisreplident", isReplicaIdentity(context, index))
          .set("indkey", columns)
          .set("indcollation", collations(context, index))
          .set("indclass", classes(context, index))
          .set("indoption", options(index))
          .set("indexprs", expressions(index))
          .set("indpred", NodeTree.text(index.predicate().stream().toList()));
    }
  }

  /** The PRIMARY KEY or UNIQUE constraint that the index is of. */
  static Optional<Constraint.Unique> constraint(StatementContext context, Index index) {
    return context.catalog().constraints(index.table()).stream()
        .filter(Constraint.Unique.class::isInstance)
        .map(Constraint.Unique.class::cast)
        .filter(unique -> unique.index() == index.oid())
        .findFirst();
  }

  private static boolean isReplicaIdentity(StatementContext context, Index index) {
    return Names.object(context, Table.class, index.table())
        .map(Table::identity)
        .filter(identity -> identity.kind() == ReplicaIdentity.Kind.INDEX)
        .map(identity -> identity.index() == index.oid())
        .orElse(false);
  }

  private static List<Object> collations(StatementContext context, Index index) {
    List<Object> collations = new ArrayList<>();
    for (Index.Key key : index.keys()) {
      Optional<DataType> type = context.catalog().type(key.type());
      collations.add(type.map(t -> Collations.oid(key.collation(), t)).orElse(0L));
    }
    return collations;
  }

  private static List<Object> classes(StatementContext context, Index index) {
    List<Object> classes = new ArrayList<>();
    for (Index.Key key : index.keys()) {
      Optional<DataType> type = context.catalog().type(key.type());
      classes.add(type.map(t -> OperatorClasses.of(t, key.operatorClass())).orElse(0L));
    }
    return classes;
  }

  private static List<Integer> options(Index index) {
    return index.keys().stream()
        .map(key -> (key.descending() ? DESCENDING : 0) | (key.nullsFirst() ? NULLS_FIRST : 0))
        .toList();
  }

  private static String expressions(Index index) {
    List<String> texts = index.keys().stream().flatMap(key -> key.expression().stream()).toList();
    return NodeTree.text(texts);
  }
}
