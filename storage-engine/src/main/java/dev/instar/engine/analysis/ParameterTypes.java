package dev.instar.engine.analysis;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;

/**
 * The types of {@code $1}, {@code $2} …: as the client gave them, or as the first place where one
 * stands asks for. PostgreSQL's manual, PREPARE. Of one thread.
 */
final class ParameterTypes {
  /** As many as the protocol's Bind can have. */
  private static final int MAX = 65_535;

  /** By number - 1; UNKNOWN for one that is not settled. */
  private final List<DataType> types = new ArrayList<>();

  private final boolean allowed;

  private ParameterTypes(boolean allowed) {
    this.allowed = allowed;
  }

  /** For what may have none. */
  static ParameterTypes none() {
    return new ParameterTypes(false);
  }

  /**
   * @param given OIDs; 0, or that of unknown, for what is to be inferred
   * @throws SqlException 42704 if there is no such type
   */
  static ParameterTypes of(int[] given, StatementContext context) {
    ParameterTypes parameters = new ParameterTypes(true);
    for (int oid : given) {
      parameters.types.add(
          oid == 0
              ? Types.UNKNOWN
              : context
                  .catalog()
                  .type(oid)
                  .orElseThrow(
                      () ->
                          new SqlException(
                              SqlState.UNDEFINED_OBJECT,
                              "type with OID "
                                  + Integer.toUnsignedString(oid)
                                  + " does not exist")));
    }
    return parameters;
  }

  /** What is known of a parameter's type so far. */
  DataType type(int number) {
    if (!allowed || number < 1 || number > MAX) {
      throw new SqlException(SqlState.UNDEFINED_PARAMETER, "there is no parameter $" + number);
    }
    while (types.size() < number) {
      types.add(Types.UNKNOWN);
    }
    return types.get(number - 1);
  }

  /**
   * A place settles a parameter's type.
   *
   * @throws SqlException 42P08 if another one settled it otherwise
   */
  void settle(int number, DataType type) {
    DataType known = type(number);
    if (known.oid() == Types.UNKNOWN.oid()) {
      types.set(number - 1, type);
    } else if (known.oid() != type.oid()) {
      throw new SqlException(
              SqlState.AMBIGUOUS_PARAMETER, "inconsistent types deduced for parameter $" + number)
          .with(SqlException.Field.DETAIL, known.sqlName() + " versus " + type.sqlName());
    }
  }

  /**
   * All of them.
   *
   * @throws SqlException 42P18 if one is not settled
   */
  List<DataType> settled() {
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i).oid() == Types.UNKNOWN.oid()) {
        throw new SqlException(
            SqlState.INDETERMINATE_DATATYPE,
            "could not determine data type of parameter $" + (i + 1));
      }
    }
    return List.copyOf(types);
  }
}
