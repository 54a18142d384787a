package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.List;
import java.util.Optional;

/**
 * The type that several become: of UNION, CASE, COALESCE, GREATEST, ARRAY, VALUES and IN.
 * PostgreSQL's manual, section 10.5.
 */
public final class CommonType {
  private CommonType() {}

  /** Empty if the types do not go together. */
  public static Optional<DataType> find(List<DataType> types) {
    DataType chosen = null;
    for (DataType type : types) {
      if (type.name().equals("unknown")) {
        continue;
      }
      if (chosen == null) {
        chosen = type;
      } else if (chosen.oid() != type.oid()) {
        if (chosen.category() != type.category()) {
          return Optional.empty();
        }
        boolean better =
            !chosen.preferred() && Casts.implicit(chosen, type) && !Casts.implicit(type, chosen);
        chosen = better ? type : chosen;
      }
    }
    return Optional.of(chosen == null ? Types.TEXT : chosen);
  }

  /**
   * @param construct as messages name it: {@code CASE}
   * @throws SqlException with 42804 if the types do not go together
   */
  public static DataType of(String construct, List<DataType> types) {
    DataType common =
        find(types)
            .orElseThrow(
                () -> {
                  DataType first =
                      types.stream().filter(t -> !t.name().equals("unknown")).findFirst().get();
                  DataType other =
                      types.stream()
                          .filter(
                              t -> !t.name().equals("unknown") && t.category() != first.category())
                          .findFirst()
                          .orElse(first);
                  return new SqlException(
                      SqlState.DATATYPE_MISMATCH,
                      construct
                          + " types "
                          + first.sqlName()
                          + " and "
                          + other.sqlName()
                          + " cannot be matched");
                });
    for (DataType type : types) {
      if (!Casts.implicit(type, common)) {
        throw new SqlException(
            SqlState.CANNOT_COERCE,
            construct + " could not convert type " + type.sqlName() + " to " + common.sqlName());
      }
    }
    return common;
  }
}
