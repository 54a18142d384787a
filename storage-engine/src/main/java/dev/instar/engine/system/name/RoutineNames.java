package dev.instar.engine.system.name;

import dev.instar.engine.system.data.DataFile;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Names and signatures of functions, operators and collations: all built in. Stateless. */
final class RoutineNames {
  private RoutineNames() {}

  private static DataFile functions() {
    return DataFile.of("pg_proc");
  }

  private static DataFile operators() {
    return DataFile.of("pg_operator");
  }

  private static List<Object[]> named(DataFile file, String column, String name) {
    return file.rows().stream().filter(row -> name.equals(file.get(row, column))).toList();
  }

  private static OptionalLong only(List<Object[]> rows) {
    return rows.size() == 1 ? OptionalLong.of((Long) rows.getFirst()[0]) : OptionalLong.empty();
  }

  static OptionalLong function(String name) {
    return only(named(functions(), "proname", name));
  }

  static OptionalLong operator(String symbol) {
    return only(named(operators(), "oprname", symbol));
  }

  /** A function by its name and the OIDs of its arguments' types. */
  static OptionalLong functionSignature(String name, List<Long> types) {
    return only(
        named(functions(), "proname", name).stream()
            .filter(row -> arguments(row).equals(types))
            .toList());
  }

  private static List<Object> arguments(Object[] row) {
    return ((ArrayValue) functions().get(row, "proargtypes")).elements();
  }

  /** As regproc prints it: an overloaded one with its schema. */
  static Optional<String> functionName(long oid) {
    return Optional.ofNullable(functions().find(oid))
        .map(row -> (String) functions().get(row, "proname"))
        .map(
            name ->
                (named(functions(), "proname", name).size() == 1 ? "" : "pg_catalog.")
                    + Names.quoted(name));
  }

  static Optional<String> functionSignature(long oid) {
    return Optional.ofNullable(functions().find(oid))
        .map(
            row ->
                Names.quoted((String) functions().get(row, "proname"))
                    + arguments(row).stream()
                        .map(RoutineNames::type)
                        .collect(Collectors.joining(",", "(", ")")));
  }

  private static String type(Object oid) {
    return Types.byOid((int) (long) (Long) oid)
        .map(DataType::sqlName)
        .orElseGet(() -> oid.toString());
  }

  static Optional<String> operatorName(long oid) {
    return Optional.ofNullable(operators().find(oid))
        .map(row -> (String) operators().get(row, "oprname"))
        .map(name -> (named(operators(), "oprname", name).size() == 1 ? "" : "pg_catalog.") + name);
  }

  static Optional<String> operatorSignature(long oid) {
    return Optional.ofNullable(operators().find(oid))
        .map(
            row ->
                operators().get(row, "oprname")
                    + "("
                    + operand(operators().get(row, "oprleft"))
                    + ","
                    + operand(operators().get(row, "oprright"))
                    + ")");
  }

  private static String operand(Object oid) {
    return oid.equals(0L) ? "NONE" : type(oid);
  }

  static OptionalLong collation(String name) {
    return only(named(DataFile.of("pg_collation"), "collname", name));
  }

  static Optional<String> collationName(long oid) {
    DataFile file = DataFile.of("pg_collation");
    return Optional.ofNullable(file.find(oid))
        .map(row -> Names.quoted((String) file.get(row, "collname")));
  }
}
