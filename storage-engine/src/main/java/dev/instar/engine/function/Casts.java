package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Cast.Context;
import dev.instar.engine.type.ArrayType;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Casts: the table of {@code pg_cast}, and those that need no line in it: between arrays by their
 * elements, and through text. PostgreSQL's manual, chapter 10 and CREATE CAST.
 */
public final class Casts {
  private record Pair(int source, int target) {}

  private static final Map<Pair, Context> TABLE = new HashMap<>();

  /** What takes part in signatures only, and takes any value. */
  private static final Set<String> ANYTHING = Set.of("any", "anyelement", "anycompatible");

  static {
    for (String[] columns : Catalog.lines("casts.tsv")) {
      TABLE.put(
          new Pair(
              Types.byName(columns[0]).orElseThrow().oid(),
              Types.byName(columns[1]).orElseThrow().oid()),
          Context.valueOf(columns[2]));
    }
  }

  /** Pseudo-types that columns can be of. */
  private static final Set<String> PRINTED = Set.of("record", "anyarray");

  private Casts() {}

  /**
   * The cast from one type to another, if that context allows it. A literal's type is unknown, and
   * it becomes any type by being read.
   */
  public static Optional<Cast> find(DataType from, DataType to, Context context) {
    if (from.oid() == to.oid() || ANYTHING.contains(to.name())) {
      return Optional.of(new Cast(from, to, null));
    }
    if (from.name().equals("unknown")) {
      return Optional.of(new Cast(from, to, (v, s) -> to.parse((String) v, s.format())));
    }
    Context needed = TABLE.get(new Pair(from.oid(), to.oid()));
    if (needed != null) {
      return needed.compareTo(context) <= 0
          ? Optional.of(new Cast(from, to, Conversions.of(from, to)))
          : Optional.empty();
    }
    // The catalogs' vectors are arrays too, but none becomes one of them.
    if (to instanceof ArrayType && from.kind() != 'p' && from.element().isPresent()) {
      return find(from.element().orElseThrow(), to.element().orElseThrow(), context)
          .map(element -> arrays(from, to, element));
    }
    return throughText(from, to, context);
  }

  private static Cast arrays(DataType from, DataType to, Cast element) {
    if (element.isIdentity()) {
      return new Cast(from, to, null);
    }
    return new Cast(
        from,
        to,
        (value, session) -> {
          ArrayValue array = (ArrayValue) value;
          Object[] elements = array.elements().toArray();
          for (int i = 0; i < elements.length; i++) {
            elements[i] = element.apply(elements[i], session);
          }
          return array.withElements(elements);
        });
  }

  /** Any type to a string type by assignment, and a string type to any explicitly. */
  private static Optional<Cast> throughText(DataType from, DataType to, Context context) {
    boolean toText = to.category() == 'S' && context != Context.IMPLICIT;
    boolean fromText = from.category() == 'S' && context == Context.EXPLICIT;
    boolean pseudo = (from.kind() == 'p' && !PRINTED.contains(from.name())) || to.kind() == 'p';
    if (pseudo || (!toText && !fromText)) {
      return Optional.empty();
    }
    return Optional.of(
        new Cast(
            from,
            to,
            (value, session) ->
                Texts.of(to, to.parse(Texts.text(from, value, session), session.format()))));
  }

  /**
   * @throws SqlException with 42846
   */
  public static Cast explicit(DataType from, DataType to) {
    return find(from, to, Context.EXPLICIT).orElseThrow(() -> cannot(from, to));
  }

  private static SqlException cannot(DataType from, DataType to) {
    return new SqlException(
        SqlState.CANNOT_COERCE, "cannot cast type " + from.sqlName() + " to " + to.sqlName());
  }

  /** Whether {@code from} becomes {@code to} without being asked. */
  static boolean implicit(DataType from, DataType to) {
    return find(from, to, Context.IMPLICIT).isPresent();
  }
}
