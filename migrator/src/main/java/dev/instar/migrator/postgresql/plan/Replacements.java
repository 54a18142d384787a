package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.CommandTag;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.ParsedStatement;
import dev.instar.engine.sql.Statement;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.schema.Index;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.Table.Trait;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.schema.TableSize;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What a script drops in order to make it anew. Such a drop cannot wait for the contract phase: it
 * runs where it stands, in one transaction with what makes the thing anew if all that stands
 * between them is instant, so that nobody finds it missing. An index is built beside the old one,
 * and takes its name. Of one script, for one thread.
 */
final class Replacements {
  private final List<ParsedStatement> statements;

  /** By the index of the statement that drops: the one that makes, for each thing. */
  private final Map<Integer, Map<Thing, Integer>> pairs = new HashMap<>();

  /** Those of them whose things were there and in use. */
  private final SortedMap<Integer, Map<Thing, Integer>> carriedOut = new TreeMap<>();

  /** The indexes that stay until their successors are built. */
  private final Map<TableName, Index> kept = new HashMap<>();

  Replacements(List<ParsedStatement> statements, Schema schema) {
    this.statements = List.copyOf(statements);
    for (int i = 0; i < statements.size(); i++) {
      List<Thing> dropped = Thing.dropped(statement(i), schema);
      Map<Thing, Integer> made = new LinkedHashMap<>();
      for (Thing thing : dropped) {
        Optional<Integer> make = anew(thing, i, schema);
        make.ifPresent(m -> made.put(thing, m));
      }
      if (!dropped.isEmpty() && made.size() == dropped.size()) {
        pairs.put(i, made);
      }
    }
  }

  private Optional<Integer> anew(Thing thing, int drop, Schema schema) {
    for (int i = drop + 1; i < statements.size(); i++) {
      if (Thing.made(statement(i), schema).filter(thing::yieldsTo).isPresent()) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private Statement statement(int index) {
    return statements.get(index).statement();
  }

  /**
   * Plans the drop of what later statements make anew; empty for any other statement.
   *
   * @param rules the rules for any statement
   */
  Optional<StatementDraft> drop(StatementDraft draft, BiConsumer<StatementDraft, Statement> rules) {
    int index = draft.ordinal() - 1;
    Map<Thing, Integer> anew = pairs.getOrDefault(index, Map.of());
    if (anew.isEmpty() || !inUse(draft, anew)) {
      return Optional.empty();
    }
    StatementDraft apart = draft.scratch();
    rules.accept(apart, statement(index));
    if (apart.refused() || apart.idle()) {
      return Optional.empty();
    }
    apart.hasten();
    for (Thing thing : anew.keySet()) {
      if (thing.kind().equals("index")) {
        keep(draft, apart, thing);
      } else {
        tell(draft, apart, thing, anew.get(thing));
      }
    }
    carriedOut.put(index, anew);
    return Optional.of(apart);
  }

  /** Whether they are things of before this script, as far as that is known. */
  private boolean inUse(StatementDraft draft, Map<Thing, Integer> anew) {
    return anew.keySet().stream()
        .allMatch(
            thing ->
                thing.kind().equals("index")
                    ? exchangeable(draft, thing, anew.get(thing))
                    : table(draft, thing).map(t -> !t.has(Trait.NEW)).orElse(true));
  }

  private static Optional<Table> table(StatementDraft draft, Thing thing) {
    return Optional.ofNullable(draft.schema().tables().get(thing.table().orElse(thing.name())));
  }

  /**
   * Whether the new index can be built while the old one is there, and nothing in between counts on
   * its absence.
   */
  private boolean exchangeable(StatementDraft draft, Thing thing, int make) {
    Optional<Table> table = indexed(draft, thing);
    boolean same =
        table.isPresent()
            && statement(make) instanceof Statement.CreateIndex create
            && Targets.find(draft, create.table()).map(Table::name).equals(table.map(Table::name));
    if (!same || !table.get().kind().equals(Table.Kind.TABLE) || table.get().has(Trait.NEW)) {
      return false;
    }
    return !table.get().index(thing.name().name()).orElseThrow().unique()
        || statements.subList(draft.ordinal(), make).stream()
            .noneMatch(s -> s.statement() instanceof Modification);
  }

  private static Optional<Table> indexed(StatementDraft draft, Thing index) {
    return draft.schema().findByIndex(Optional.of(index.name().schema()), index.name().name());
  }

  private void keep(StatementDraft draft, StatementDraft apart, Thing thing) {
    apart.leaveOut();
    apart.find(FindingCode.MADE_ANEW, thing.words());
    kept.put(
        thing.name(),
        indexed(draft, thing).flatMap(t -> t.index(thing.name().name())).orElseThrow());
  }

  private void tell(StatementDraft draft, StatementDraft apart, Thing thing, int make) {
    String object = thing.words();
    apart.find(FindingCode.MISSING_MEANWHILE, object, statements.get(make).line());
    if (thing.kind().equals("sequence")) {
      apart.find(FindingCode.CONTENT_LOST, object, "it counts from its beginning");
    } else if (thing.kind().equals("table") && rows(draft, thing)) {
      apart.find(FindingCode.CONTENT_LOST, object, "its rows are gone");
    }
    if (thing.grantable() && !granted(thing, make)) {
      apart.find(FindingCode.GRANTS_LOST, object);
    }
    if (List.of("schema", "extension").contains(thing.kind())) {
      apart.facts(apart.facts().withoutPresent(object));
    }
  }

  private static boolean rows(StatementDraft draft, Thing thing) {
    return !table(draft, thing).flatMap(Table::size).equals(Optional.of(TableSize.EMPTY));
  }

  /** Whether the script grants something on it once it is made. */
  private boolean granted(Thing thing, int make) {
    return statements.subList(make + 1, statements.size()).stream()
        .anyMatch(
            s ->
                CommandTag.of(s.statement()).equals("GRANT")
                    && s.text().contains(thing.name().name()));
  }

  /** What the statement makes anew is in use from the moment that it is there. */
  void made(StatementDraft draft) {
    int index = draft.ordinal() - 1;
    carriedOut.values().stream()
        .flatMap(anew -> anew.entrySet().stream())
        .filter(pair -> pair.getValue() == index)
        .map(Map.Entry::getKey)
        .forEach(
            thing -> {
              draft.change(thing.name(), t -> t.trait(Trait.NEW, false));
              if (kept.containsKey(thing.name())) {
                IndexExchange.in(draft, thing.name(), kept.get(thing.name()));
              }
            });
  }

  /** The plans of all statements, with what has to happen at once in one transaction. */
  List<StatementPlan> joined(List<StatementPlan> plans, PlanOptions options) {
    SortedMap<Integer, Map<Thing, Integer>> spans = new TreeMap<>(carriedOut);
    spans.values().removeIf(anew -> anew.keySet().stream().anyMatch(t -> t.kind().equals("index")));
    return new JoinedStatements(statements, spans, options).over(plans);
  }
}
