package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Publication;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.catalog.View;
import dev.instar.engine.define.IndexColumns;
import dev.instar.engine.define.StoredExpressions;
import dev.instar.engine.define.ViewColumns;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.data.RelationFacts;
import dev.instar.engine.type.DataType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * pg_depend: what goes with what ({@code a}, {@code i}) and what keeps what from being dropped
 * ({@code n}), as far as objects here have it.
 */
final class DependencyRows {
  private static final int CLASS = RelationFacts.catalog("pg_class");
  private static final int SCHEMA = RelationFacts.catalog("pg_namespace");
  private static final int CONSTRAINT = RelationFacts.catalog("pg_constraint");
  private static final int DEFAULT = RelationFacts.catalog("pg_attrdef");
  private static final int TYPE = RelationFacts.catalog("pg_type");
  private static final int RULE = RelationFacts.catalog("pg_rewrite");
  private static final int PUBLICATION = RelationFacts.catalog("pg_publication");
  private static final int PUBLISHED = RelationFacts.catalog("pg_publication_rel");

  private final StatementContext context;
  private final Wanted wanted;
  private final Rows rows;

  private DependencyRows(StatementContext context, Wanted wanted, Rows rows) {
    this.context = context;
    this.wanted = wanted;
    this.rows = rows;
  }

  /** A thing, or a column of it. */
  private record End(int catalog, int object, int part) {
    End(int catalog, int object) {
      this(catalog, object, 0);
    }
  }

  static void make(StatementContext context, Wanted wanted, Rows rows) {
    DependencyRows dependencies = new DependencyRows(context, wanted, rows);
    context.catalog().objects().forEach(dependencies::of);
  }

  private void edge(End dependent, End on, char kind) {
    if (wanted.mayBe("objid", dependent.object())
        && wanted.mayBe("refobjid", on.object())
        && wanted.mayBe("classid", dependent.catalog())
        && wanted.mayBe("refclassid", on.catalog())) {
      rows.add()
          .set("classid", dependent.catalog())
          .set("objid", dependent.object())
          .set("objsubid", dependent.part())
          .set("refclassid", on.catalog())
          .set("refobjid", on.object())
          .set("refobjsubid", on.part())
          .set("deptype", kind);
    }
  }

  /** Whether an edge between them may be asked for: where it costs something to find out. */
  private boolean mayBe(End dependent, int on) {
    return wanted.mayBe("objid", dependent.object()) && wanted.mayBe("refobjid", on);
  }

  private void of(CatalogObject object) {
    switch (object) {
      case Table table -> table(table);
      case Index index -> index(index);
      case Sequence sequence -> sequence(sequence);
      case View view -> view(view);
      case Constraint constraint -> constraint(constraint);
      case Publication publication -> publication(publication);
      case UserEnum type -> {
        edge(new End(TYPE, type.oid()), new End(SCHEMA, type.schema()), 'n');
        edge(new End(TYPE, type.arrayOid()), new End(TYPE, type.oid()), 'i');
      }
      default -> {}
    }
  }

  private void inSchema(Relation relation) {
    edge(new End(CLASS, relation.oid()), new End(SCHEMA, relation.schema()), 'n');
  }

  private void table(Table table) {
    inSchema(table);
    edge(new End(TYPE, table.rowType()), new End(CLASS, table.oid()), 'i');
    for (Column column : table.columns()) {
      if (!column.dropped()) {
        End itself = new End(CLASS, table.oid(), column.number());
        userType(column.type()).ifPresent(type -> edge(itself, new End(TYPE, type.oid()), 'n'));
        if (column.generation() == Column.Generation.STORED) {
          generated(table, column, itself);
        } else if (column.defaultText().isPresent()) {
          fromDefault(table, column, itself);
        }
      }
    }
  }

  private Optional<DataType> userType(int oid) {
    return context.catalog().type(oid).filter(type -> type.element().orElse(type).kind() == 'e');
  }

  private void generated(Table table, Column column, End itself) {
    End expression = new End(DEFAULT, MadeOids.ofDefault(table.oid(), column.number()));
    edge(expression, itself, 'i');
    if (mayBe(expression, table.oid())) {
      String text = column.defaultText().orElseThrow();
      for (Column other : table.liveColumns()) {
        if (StoredExpressions.readsColumn(text, other.name())) {
          edge(expression, new End(CLASS, table.oid(), other.number()), 'n');
        }
      }
    }
  }

  private void fromDefault(Table table, Column column, End itself) {
    End expression = new End(DEFAULT, MadeOids.ofDefault(table.oid(), column.number()));
    if (!wanted.mayBe("objid", expression.object())) {
      return;
    }
    edge(expression, itself, 'a');
    for (Sequence sequence :
        DefaultSequences.of(column.defaultText().orElse(""), context.catalog())) {
      edge(expression, new End(CLASS, sequence.oid()), 'n');
    }
  }

  private void index(Index index) {
    Optional<Constraint.Unique> constraint = IndexRows.constraint(context, index);
    End itself = new End(CLASS, index.oid());
    if (constraint.isPresent()) {
      edge(itself, new End(CONSTRAINT, constraint.get().oid()), 'i');
      return;
    }
    if (!mayBe(itself, index.table())) {
      return;
    }
    Table table = context.catalog().get(Table.class, index.table());
    for (int column : IndexColumns.of(context, table, index)) {
      edge(itself, new End(CLASS, index.table(), column), 'a');
    }
    if (index.keys().stream().allMatch(key -> key.column() == 0)) {
      edge(itself, new End(CLASS, index.table()), 'a');
    }
  }

  private void sequence(Sequence sequence) {
    inSchema(sequence);
    sequence
        .ownedBy()
        .ifPresent(
            owner ->
                edge(
                    new End(CLASS, sequence.oid()),
                    new End(CLASS, owner.table(), owner.column()),
                    owner.internal() ? 'i' : 'a'));
  }

  private void view(View view) {
    inSchema(view);
    edge(new End(TYPE, view.rowType()), new End(CLASS, view.oid()), 'i');
    End rule = new End(RULE, MadeOids.ofRule(view.oid()));
    edge(rule, new End(CLASS, view.oid()), 'i');
    edge(rule, new End(CLASS, view.oid()), 'n');
    if (view.dependsOn().stream().anyMatch(on -> mayBe(rule, on))) {
      Map<Integer, Set<Integer>> columns = ViewColumns.read(context, view);
      for (int on : view.dependsOn()) {
        Set<Integer> read = columns.getOrDefault(on, Set.of());
        read.forEach(column -> edge(rule, new End(CLASS, on, column), 'n'));
        if (read.isEmpty()) {
          edge(rule, new End(isRelation(on) ? CLASS : TYPE, on), 'n');
        }
      }
    }
  }

  private boolean isRelation(int oid) {
    return context.catalog().find(oid).filter(Relation.class::isInstance).isPresent();
  }

  private void constraint(Constraint constraint) {
    End itself = new End(CONSTRAINT, constraint.oid());
    for (int column : constraint.columns()) {
      edge(itself, new End(CLASS, constraint.table(), column), 'a');
    }
    if (constraint.columns().isEmpty()) {
      edge(itself, new End(CLASS, constraint.table()), 'a');
    }
    if (constraint instanceof Constraint.ForeignKey key) {
      for (int column : key.referencedColumns()) {
        edge(itself, new End(CLASS, key.referenced(), column), 'n');
      }
      edge(itself, new End(CLASS, key.index()), 'n');
    }
  }

  private void publication(Publication publication) {
    for (Publication.PublishedTable table : publication.tables()) {
      End itself = new End(PUBLISHED, MadeOids.ofPublished(publication.oid(), table.table()));
      edge(itself, new End(CLASS, table.table()), 'a');
      edge(itself, new End(PUBLICATION, publication.oid()), 'a');
    }
  }
}
