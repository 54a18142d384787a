package dev.instar.engine.define;

import dev.instar.engine.analysis.FigureName;
import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Column.Generation;
import dev.instar.engine.catalog.Comment;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.Definition.LikeOption;
import dev.instar.engine.sql.Definition.TableElement;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * LIKE in CREATE TABLE: a source's columns in their place, then, as far as INCLUDING says, its
 * checks, and when the table is there its keys, indexes and comments. Foreign keys and grants never
 * come along.
 */
final class TableLike {
  private final StatementContext context;
  private final Relation source;
  private final Set<LikeOption> including;

  /** Numbers of the source's columns, and those that they have in the new table. */
  private final Map<Integer, Integer> numbers = new HashMap<>();

  private TableLike(StatementContext context, Relation source, Set<LikeOption> including) {
    this.context = context;
    this.source = source;
    this.including = including;
  }

  /** Adds the source's columns to the elements. */
  static TableLike columns(TableElement.Like written, Elements elements) {
    StatementContext context = elements.context;
    Relation source = RelationNames.lock(written.table(), LockMode.ACCESS_SHARE, context);
    TableLike like = new TableLike(context, source, Set.copyOf(written.including()));
    switch (source) {
      case Table table -> {
        Privileges.require(context, table, 'r');
        table.liveColumns().forEach(column -> like.column(column, elements));
      }
      case View view -> {
        Privileges.require(context, view, 'r');
        view.columns()
            .forEach(
                output ->
                    elements.columns.add(
                        Columns.plain(
                            elements.next(),
                            output.name(),
                            output.type(),
                            output.modifier(),
                            output.collation())));
      }
      case Index index -> throw wrong(index);
      case Sequence sequence -> throw wrong(sequence);
    }
    return like;
  }

  private static SqlException wrong(Relation relation) {
    return new SqlException(
            SqlState.WRONG_OBJECT_TYPE,
            "relation \"" + relation.name() + "\" is invalid in LIKE clause")
        .with(
            Field.DETAIL,
            "This operation is not supported for "
                + (relation instanceof Index ? "indexes" : "sequences")
                + ".");
  }

  private boolean includes(LikeOption option) {
    return including.contains(option);
  }

  private void column(Column column, Elements elements) {
    int number = elements.next();
    numbers.put(column.number(), number);
    boolean generated = column.generation() == Generation.STORED;
    boolean keepsText =
        includes(generated ? LikeOption.GENERATED : LikeOption.DEFAULTS) && !column.isIdentity();
    boolean identity = column.isIdentity() && includes(LikeOption.IDENTITY);
    elements.columns.add(
        new Column(
            number,
            column.name(),
            column.type(),
            column.modifier(),
            column.collation(),
            column.notNull(),
            keepsText ? column.defaultText() : Optional.empty(),
            identity || (generated && keepsText) ? column.generation() : Generation.NONE,
            false,
            Optional.empty(),
            -1,
            Map.of(),
            includes(LikeOption.STORAGE) ? column.storage() : Optional.empty(),
            includes(LikeOption.COMPRESSION) ? column.compression() : Optional.empty()));
    if (identity) {
      elements.sequences.add(identity(column, number, elements));
    }
  }

  /** A sequence that counts as the source column's does, from its start. */
  private Sequence identity(Column column, int number, Elements elements) {
    Sequence model =
        context.catalog().ownedSequences(source.oid()).stream()
            .filter(s -> s.ownedBy().filter(o -> o.column() == column.number()).isPresent())
            .findFirst()
            .orElseThrow();
    DataType type = context.catalog().type(column.type()).orElseThrow();
    Sequence made =
        OwnedSequences.make(context, elements.table, number, column.name(), type, List.of(), true);
    return new SequenceShape(
            context.catalog().type(model.type()).orElseThrow(),
            model.start(),
            model.increment(),
            model.minimum(),
            model.maximum(),
            model.cache(),
            model.cycle(),
            Optional.empty())
        .applyTo(made);
  }

  /** The source's checks, under their names. */
  void checks(Table table) {
    if (!includes(LikeOption.CONSTRAINTS)) {
      return;
    }
    for (Constraint constraint : context.catalog().constraints(source.oid())) {
      if (constraint instanceof Constraint.Check check) {
        Constraints.requireFree(context, table, check.name());
        Constraint.Check copy =
            new Constraint.Check(
                context.edits().newOid(),
                check.name(),
                table.oid(),
                check.columns().stream().map(numbers::get).toList(),
                check.expression(),
                check.noInherit(),
                true);
        context.edits().put(copy);
        comment(check.oid(), 0, copy.oid(), 0);
      }
    }
  }

  /** The source's keys, indexes and comments. */
  void rest(Table table) {
    Catalog catalog = context.catalog();
    if (includes(LikeOption.INDEXES)) {
      catalog.indexes(source.oid()).forEach(index -> index(table, index));
    }
    numbers.forEach((from, to) -> comment(source.oid(), from, table.oid(), to));
  }

  private void comment(int from, int part, int to, int toPart) {
    if (includes(LikeOption.COMMENTS)) {
      context
          .catalog()
          .comment(from, part)
          .ifPresent(
              comment ->
                  context
                      .edits()
                      .put(new Comment(context.edits().newOid(), to, toPart, comment.text())));
    }
  }

  private void index(Table table, Index index) {
    Optional<Constraint.Unique> constraint =
        context.catalog().constraints(source.oid()).stream()
            .filter(Constraint.Unique.class::isInstance)
            .map(Constraint.Unique.class::cast)
            .filter(unique -> unique.index() == index.oid())
            .findFirst();
    if (index.primary() && KeyConstraints.hasPrimaryKey(context.catalog(), table)) {
      throw new SqlException(
          SqlState.INVALID_TABLE_DEFINITION,
          "multiple primary keys for table \"" + table.name() + "\" are not allowed");
    }
    Index copy = copy(table, index, constraint.isPresent());
    context.edits().put(copy);
    context.lock(copy.oid(), LockMode.ACCESS_EXCLUSIVE);
    comment(index.oid(), 0, copy.oid(), 0);
    constraint.ifPresent(
        unique -> {
          Constraint.Unique made =
              new Constraint.Unique(
                  context.edits().newOid(),
                  copy.name(),
                  table.oid(),
                  unique.columns().stream().map(numbers::get).toList(),
                  unique.primary(),
                  copy.oid(),
                  unique.deferrable(),
                  unique.initiallyDeferred());
          context.edits().put(made);
          comment(unique.oid(), 0, made.oid(), 0);
        });
  }

  private static String name(String expression) {
    return FigureName.of(SqlParser.parseExpression(expression).tree()).orElse("expr");
  }

  private static Optional<String> collation(Table table, int column) {
    return column == 0 ? Optional.empty() : table.column(column).collation();
  }

  private Index copy(Table table, Index index, boolean constraint) {
    List<Index.Key> keys = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Index.Key key : index.keys()) {
      int number = key.column() == 0 ? 0 : numbers.get(key.column());
      names.add(
          GeneratedNames.numbered(
              number == 0 ? name(key.expression().orElseThrow()) : table.column(number).name(),
              names));
      keys.add(
          new Index.Key(
              number,
              key.expression(),
              key.type(),
              // As on PostgreSQL, a key that was said to have the type's own takes the column's.
              key.collation().or(() -> collation(table, number)),
              key.operatorClass(),
              key.descending(),
              key.nullsFirst()));
    }
    List<Integer> include = index.include().stream().map(numbers::get).toList();
    include.forEach(
        number -> names.add(GeneratedNames.numbered(table.column(number).name(), names)));
    String label = index.primary() ? "pkey" : constraint ? "key" : "idx";
    Optional<String> part =
        index.primary() ? Optional.empty() : Optional.of(GeneratedNames.columns(names));
    return new Index(
        context.edits().newOid(),
        table.schema(),
        GeneratedNames.relation(context, table.schema(), table.name(), part, label, constraint),
        table.owner(),
        table.oid(),
        Integer.toUnsignedLong(context.edits().newOid()),
        keys,
        include,
        index.unique(),
        index.nullsNotDistinct(),
        index.primary(),
        index.predicate(),
        true,
        true,
        index.options());
  }
}
