package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.CommonTable;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.FromItem;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.Modification.Clauses;
import dev.instar.engine.sql.Position;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.References;
import dev.instar.engine.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What UPDATE and DELETE have in common.
 *
 * @param statement itself
 * @param table whose rows change
 * @param assigned the columns that it sets; none for a DELETE
 * @param sources the items of FROM or USING
 * @param returns whether it answers rows
 */
record RowChange(
    Statement statement,
    List<CommonTable> with,
    FromItem.Table table,
    List<String> assigned,
    List<FromItem> sources,
    Optional<Expression> condition,
    boolean returns,
    Clauses clauses) {
  RowChange {
    with = List.copyOf(with);
    assigned = List.copyOf(assigned);
    sources = List.copyOf(sources);
  }

  static RowChange of(Modification.Update update) {
    List<String> assigned = new ArrayList<>();
    for (Modification.Assignment assignment : update.assignments()) {
      switch (assignment) {
        case Modification.Assignment.Single single -> assigned.add(single.column().name());
        case Modification.Assignment.Multiple multiple ->
            multiple.columns().forEach(c -> assigned.add(c.name()));
      }
    }
    return new RowChange(
        update,
        update.with(),
        update.table(),
        assigned,
        update.from(),
        update.where(),
        !update.returning().isEmpty(),
        update.clauses());
  }

  static RowChange of(Modification.Delete delete) {
    return new RowChange(
        delete,
        delete.with(),
        delete.table(),
        List.of(),
        delete.using(),
        delete.where(),
        !delete.returning().isEmpty(),
        delete.clauses());
  }

  boolean deletes() {
    return assigned.isEmpty();
  }

  /** What the table is called in the statement; empty for its own name. */
  String alias() {
    return table.alias().flatMap(FromItem.Alias::name).orElse("");
  }

  /** The tables that queries of its WITH write. */
  List<QualifiedName> alsoWrites() {
    List<QualifiedName> written = new ArrayList<>();
    for (CommonTable table : with) {
      switch (table.statement()) {
        case Modification.Insert insert -> written.add(insert.table().name());
        case Modification.Update update -> written.add(update.table().name());
        case Modification.Delete delete -> written.add(delete.table().name());
        default -> {}
      }
    }
    return written;
  }

  /** What it reads beside its own rows. */
  References reads() {
    return References.of(statement);
  }

  /** What decides which rows change: the condition, and what it is asked over. */
  List<References> decides() {
    List<References> all = new ArrayList<>();
    with.forEach(t -> all.add(References.of(t.statement())));
    all.add(References.of(sources));
    condition.ifPresent(c -> all.add(References.of(c)));
    return all;
  }

  /**
   * The stretches of its text that a batch is made of.
   *
   * @param with up to UPDATE or DELETE; empty where it has no WITH
   * @param head from there to before WHERE
   * @param sources the items of FROM or USING; empty where there are none
   * @param condition {@code true} where there is none
   */
  record Text(String with, String head, String sources, String condition) {}

  /**
   * Takes its text apart.
   *
   * @param text the statement as written
   * @param start where it begins in the text that was parsed
   */
  Text text(String text, int start) {
    int verb = at(clauses.verb(), start);
    int end = at(clauses.sourcesEnd(), start);
    return new Text(
        text.substring(0, verb),
        text.substring(verb, end),
        sources.isEmpty() ? "" : text.substring(at(clauses.sources(), start), end),
        clauses.condition().map(c -> text.substring(at(c, start))).orElse("true"));
  }

  private static int at(Position position, int start) {
    return position.offset() - start;
  }
}
