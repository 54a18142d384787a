package dev.instar.engine.system.relation;

import dev.instar.engine.system.data.RelationFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Which rows of a relation are asked for: those with given values in some columns. Immutable. */
record Wanted(RelationFacts facts, Map<Integer, Object> equal) {

  /** Whether rows are asked for by that column. */
  boolean by(String column) {
    int place = facts.place(column);
    if (!equal.containsKey(place)) {
      return false;
    }
    Object value = equal.get(place);
    return value == null || value instanceof Long || value instanceof String;
  }

  /** The value of an OID column that is asked for; NULL finds nothing, as 0 does. */
  int oid(String column) {
    return equal.get(facts.place(column)) instanceof Long oid ? (int) (long) oid : 0;
  }

  /** The value of a column of names that is asked for; NULL finds nothing, as the empty name. */
  String name(String column) {
    return equal.get(facts.place(column)) instanceof String name ? name : "";
  }

  /** Whether a row with that OID in that column may be among those asked for. */
  boolean mayBe(String column, int value) {
    return !by(column) || oid(column) == value;
  }

  /** Whether a row with that name in that column may be among those asked for. */
  boolean mayBe(String column, String value) {
    return !by(column) || name(column).equals(value);
  }

  /** What has the OID that is asked for; everything if none is. */
  <T> List<T> byOid(String column, IntFunction<Optional<T>> one, Supplier<List<T>> all) {
    return by(column) ? one.apply(oid(column)).stream().toList() : all.get();
  }

  /** What belongs to the OID that is asked for; everything if none is. */
  <T> List<T> listByOid(String column, IntFunction<List<T>> some, Supplier<List<T>> all) {
    return by(column) ? some.apply(oid(column)) : all.get();
  }

  /** What has the name that is asked for; everything if none is. */
  <T> List<T> byName(String column, Function<String, Optional<T>> one, Supplier<List<T>> all) {
    return by(column) ? one.apply(name(column)).stream().toList() : all.get();
  }
}
