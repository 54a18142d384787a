package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.Expressions;
import dev.instar.engine.sql.PartitionBound;
import dev.instar.engine.sql.PartitionBound.End;
import dev.instar.engine.sql.SqlFragment;
import dev.instar.engine.sql.SqlParser;
import dev.instar.migrator.schema.Partitions;
import dev.instar.migrator.schema.Partitions.KeyPart;
import dev.instar.migrator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The bound of a partition as a condition on its rows. The server leaves a scan out where a valid
 * CHECK implies the bound, and finds that by comparing expressions: so the condition has the form
 * that the server itself gives it, after get_qual_for_range, get_qual_for_list and
 * get_qual_for_hash in its partbounds.c.
 */
final class BoundCondition {
  private final Table parent;
  private final Partitions.Key key;

  private BoundCondition(Table parent, Partitions.Key key) {
    this.parent = parent;
    this.key = key;
  }

  /**
   * What holds for the rows of a partition of that bound, without what the parent's own bound says;
   * empty where that cannot be written down: a bound that calls a function is another one when it
   * is called again.
   *
   * @param parent the partitioned table
   */
  static Optional<String> of(Table parent, String bound) {
    Optional<Partitions.Key> key = parent.partitions().key();
    if (key.isEmpty() || !key.get().parts().stream().allMatch(KeyPart::plain)) {
      return Optional.empty();
    }
    PartitionBound parsed = SqlParser.parsePartitionBound(bound);
    return values(parsed).allMatch(v -> Expressions.functions(v.tree()).isEmpty())
        ? new BoundCondition(parent, key.get()).condition(parsed)
        : Optional.empty();
  }

  private static Stream<SqlFragment> values(PartitionBound bound) {
    return switch (bound) {
      case PartitionBound.In in -> in.values().stream();
      case PartitionBound.Range range ->
          Stream.concat(range.from().stream(), range.to().stream())
              .flatMap(e -> e.value().stream());
      case PartitionBound.Hash hash -> Stream.empty();
      case PartitionBound.Default other -> Stream.empty();
    };
  }

  private Optional<String> condition(PartitionBound bound) {
    return switch (bound) {
      case PartitionBound.In in -> Optional.of(list(in.values()));
      case PartitionBound.Range range ->
          range.from().size() == key.parts().size() && range.to().size() == key.parts().size()
              ? Optional.of(and(range(range, true)))
              : Optional.empty();
      case PartitionBound.Hash hash -> Optional.of(hash(hash));
      case PartitionBound.Default other -> others();
    };
  }

  private String list(List<SqlFragment> values) {
    KeyPart part = key.parts().getFirst();
    boolean takesNull = values.stream().anyMatch(v -> ExpressionFacts.isNull(v.tree()));
    List<String> given =
        values.stream()
            .filter(v -> !ExpressionFacts.isNull(v.tree()))
            .map(v -> constant(part, v))
            .toList();
    if (given.isEmpty()) {
      return part.sql() + " IS NULL";
    }
    String one =
        given.size() == 1
            ? compared(part) + " = " + given.getFirst()
            : compared(part) + " = ANY (ARRAY[" + String.join(", ", given) + "])";
    return takesNull ? part.sql() + " IS NULL OR " + one : part.sql() + " IS NOT NULL AND " + one;
  }

  /** The parent stands in it by its oid, which nothing else shows. */
  private String hash(PartitionBound.Hash hash) {
    return "satisfies_hash_partition("
        + parent.oid()
        + "::oid, "
        + hash.modulus()
        + ", "
        + hash.remainder()
        + ", "
        + key.parts().stream().map(KeyPart::sql).collect(Collectors.joining(", "))
        + ")";
  }

  /** What no other partition takes; nothing for the only one. */
  private Optional<String> others() {
    List<String> taken = new ArrayList<>();
    List<SqlFragment> values = new ArrayList<>();
    for (Partitions.Part part : parent.partitions().parts()) {
      switch (SqlParser.parsePartitionBound(part.bound())) {
        case PartitionBound.In in -> values.addAll(in.values());
        case PartitionBound.Range range -> taken.add("(" + and(range(range, false)) + ")");
        case PartitionBound.Hash hash -> throw new IllegalStateException(part.bound());
        case PartitionBound.Default other -> {}
      }
    }
    if (!values.isEmpty()) {
      return Optional.of("NOT (" + list(values) + ")");
    }
    return taken.isEmpty()
        ? Optional.empty()
        : Optional.of("NOT (" + notNull() + " AND (" + String.join(" OR ", taken) + "))");
  }

  private String notNull() {
    return key.parts().stream()
        .map(p -> p.sql() + " IS NOT NULL")
        .collect(Collectors.joining(" AND "));
  }

  private List<String> range(PartitionBound.Range range, boolean withNotNull) {
    List<String> conditions = new ArrayList<>();
    if (withNotNull) {
      conditions.add(notNull());
    }
    int same = 0;
    while (same < key.parts().size() - 1 && equal(range.from().get(same), range.to().get(same))) {
      conditions.add(compare(same, "=", range.from().get(same)));
      same++;
    }
    or(arms(range.from(), same, End.Kind.MINVALUE, ">", ">=")).ifPresent(conditions::add);
    or(arms(range.to(), same, End.Kind.MAXVALUE, "<", "<=")).ifPresent(conditions::add);
    if (conditions.isEmpty()) {
      conditions.add(withNotNull ? "true" : notNull());
    }
    return conditions;
  }

  private static boolean equal(End from, End to) {
    return from.value().isPresent()
        && from.value().map(SqlFragment::tree).equals(to.value().map(SqlFragment::tree));
  }

  /**
   * One end of a range, column by column: beyond it in the first, or equal there and beyond it in
   * the second, and so on, up to the first that has no value.
   *
   * @param open what makes the column before it take the end itself in: beyond which there is
   *     nothing
   */
  private List<String> arms(
      List<End> ends, int first, End.Kind open, String beyond, String beyondOrAt) {
    List<String> arms = new ArrayList<>();
    for (int last = first; last < ends.size(); last++) {
      if (ends.get(last).kind() != End.Kind.VALUE) {
        break;
      }
      List<String> arm = new ArrayList<>();
      for (int i = first; i < last; i++) {
        arm.add(compare(i, "=", ends.get(i)));
      }
      boolean lowest = beyond.equals(">") && last == ends.size() - 1;
      boolean unbounded = last + 1 < ends.size() && ends.get(last + 1).kind() == open;
      arm.add(compare(last, lowest || unbounded ? beyondOrAt : beyond, ends.get(last)));
      arms.add(and(arm));
    }
    return arms;
  }

  private String compare(int part, String operator, End end) {
    KeyPart column = key.parts().get(part);
    return compared(column) + " " + operator + " " + constant(column, end.value().orElseThrow());
  }

  private static String compared(KeyPart part) {
    return part.sql() + part.collation().map(c -> " COLLATE " + c).orElse("");
  }

  private static String constant(KeyPart part, SqlFragment value) {
    return "CAST(" + value.text() + " AS " + part.type() + ")";
  }

  private static Optional<String> or(List<String> arms) {
    return switch (arms.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(arms.getFirst());
      default ->
          Optional.of(
              arms.stream().map(a -> "(" + a + ")").collect(Collectors.joining(" OR ", "(", ")")));
    };
  }

  private static String and(List<String> conditions) {
    return String.join(" AND ", conditions);
  }
}
