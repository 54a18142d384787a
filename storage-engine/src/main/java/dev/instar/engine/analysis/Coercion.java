package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundExpression.Constant;
import dev.instar.engine.analysis.BoundExpression.Convert;
import dev.instar.engine.analysis.BoundExpression.Parameter;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Cast;
import dev.instar.engine.function.Casts;
import dev.instar.engine.function.CommonType;
import dev.instar.engine.function.Resolved;
import dev.instar.engine.sql.Position;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.TypeModifiers;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes an expression one of another type. A literal is read at once, a parameter's type is
 * settled, a constant is converted here and now; anything else is converted when it is evaluated.
 * PostgreSQL's {@code parse_coerce.c} has the rules.
 */
final class Coercion {
  private final Analysis analysis;

  Coercion(Analysis analysis) {
    this.analysis = analysis;
  }

  static boolean isUnknown(DataType type) {
    return type.oid() == Types.UNKNOWN.oid();
  }

  /**
   * Empty if that context allows no such conversion.
   *
   * @param modifier -1 for none
   * @throws SqlException if a literal does not read as that type
   */
  Optional<BoundExpression> convert(
      BoundExpression e, DataType to, int modifier, Cast.Context context, Position position) {
    boolean explicit = context == Cast.Context.EXPLICIT;
    if (isUnknown(e.type())) {
      return Optional.of(limited(known(e, to, position), modifier, explicit));
    }
    if (e.type().oid() == to.oid()) {
      boolean forgets = explicit && modifier < 0 && e.modifier() >= 0;
      return Optional.of(
          forgets ? new Convert(e, identity(e.type()), -1, true) : limited(e, modifier, explicit));
    }
    return Casts.find(e.type(), to, context).map(cast -> converted(e, cast, modifier, explicit));
  }

  private static Cast identity(DataType type) {
    return Casts.find(type, type, Cast.Context.IMPLICIT).orElseThrow();
  }

  /** What has been written without a type, as one of that type. */
  private BoundExpression known(BoundExpression e, DataType to, Position position) {
    return switch (e) {
      case Constant constant -> {
        try {
          Object value =
              constant.value() == null
                  ? null
                  : to.parse((String) constant.value(), analysis.format());
          yield new Constant(value, to, -1);
        } catch (SqlException error) {
          throw analysis.at(error, position);
        }
      }
      case Parameter parameter -> {
        try {
          analysis.parameters().settle(parameter.number(), to);
        } catch (SqlException error) {
          throw analysis.at(error, position);
        }
        yield new Parameter(parameter.number(), to);
      }
      case BoundExpression.Collate collate ->
          new BoundExpression.Collate(
              known(collate.operand(), to, position), collate.collation(), collate.position());
      default ->
          new Convert(e, Casts.find(e.type(), to, Cast.Context.IMPLICIT).orElseThrow(), -1, false);
    };
  }

  private BoundExpression limited(BoundExpression e, int modifier, boolean explicit) {
    if (modifier < 0 || modifier == e.modifier()) {
      return e;
    }
    return folded(new Convert(e, identity(e.type()), modifier, explicit));
  }

  private BoundExpression converted(BoundExpression e, Cast cast, int modifier, boolean explicit) {
    return folded(new Convert(e, cast, modifier, explicit));
  }

  /** A constant's conversion is a constant, unless it fails: then it does so when it is reached. */
  private BoundExpression folded(Convert convert) {
    if (!(convert.operand() instanceof Constant constant)) {
      return convert;
    }
    try {
      Object value = convert.cast().apply(constant.value(), analysis.context().functions());
      DataType type = convert.type();
      return new Constant(
          TypeModifiers.apply(type, value, convert.modifier(), convert.explicit()),
          type,
          convert.modifier());
    } catch (SqlException later) {
      return convert;
    }
  }

  /**
   * Without being asked for.
   *
   * @throws SqlException 42804 if there is no such conversion
   */
  BoundExpression implicit(BoundExpression e, DataType to, Position position) {
    return convert(e, to, -1, Cast.Context.IMPLICIT, position)
        .orElseThrow(
            () ->
                analysis.error(
                    SqlState.DATATYPE_MISMATCH,
                    "cannot convert type " + e.type().sqlName() + " to " + to.sqlName(),
                    position));
  }

  /** A literal or parameter that nothing gives a type is text. */
  BoundExpression settled(BoundExpression e, Position position) {
    return isUnknown(e.type()) ? known(e, Types.TEXT, position) : e;
  }

  /**
   * A condition.
   *
   * @param construct as messages call it: {@code WHERE}
   */
  BoundExpression bool(BoundExpression e, String construct, Position position) {
    return convert(e, Types.BOOLEAN, -1, Cast.Context.IMPLICIT, position)
        .orElseThrow(
            () ->
                analysis.error(
                    SqlState.DATATYPE_MISMATCH,
                    "argument of "
                        + construct
                        + " must be type boolean, not type "
                        + e.type().sqlName(),
                    position));
  }

  /** An integer of eight bytes, as LIMIT takes it; or of four, as a subscript. */
  BoundExpression number(
      BoundExpression e, DataType to, Cast.Context how, String construct, Position position) {
    return convert(e, to, -1, how, position)
        .orElseThrow(
            () ->
                analysis.error(
                    SqlState.DATATYPE_MISMATCH,
                    "argument of "
                        + construct
                        + " must be type "
                        + to.sqlName()
                        + ", not type "
                        + e.type().sqlName(),
                    position));
  }

  /**
   * The type that several have in common.
   *
   * @param construct as messages call it: {@code CASE}
   */
  DataType common(String construct, List<DataType> types, Position position) {
    try {
      return CommonType.of(construct, types);
    } catch (SqlException error) {
      throw analysis.at(error, position);
    }
  }

  static List<DataType> types(List<BoundExpression> expressions) {
    List<DataType> types = new ArrayList<>(expressions.size());
    for (BoundExpression e : expressions) {
      types.add(e.type());
    }
    return types;
  }

  /** A call's arguments, and how they are still to be converted when it is made. */
  record Arguments(Resolved function, List<BoundExpression> values) {}

  /** What a call was resolved to, with its literals, parameters and constants converted. */
  Arguments arguments(Resolved resolved, List<BoundExpression> values, List<Position> positions) {
    List<BoundExpression> given = new ArrayList<>(values);
    List<Cast> casts = new ArrayList<>(resolved.casts());
    boolean changed = false;
    for (int i = 0; i < given.size(); i++) {
      BoundExpression value = given.get(i);
      DataType to = casts.get(i).target();
      boolean now =
          isUnknown(value.type())
              ? to.kind() != 'p' || to.oid() == Types.RECORD.oid()
              : value instanceof Constant && !casts.get(i).isIdentity();
      if (!now) {
        continue;
      }
      Optional<BoundExpression> converted =
          convert(value, to, -1, Cast.Context.IMPLICIT, positions.get(i));
      if (converted.isPresent() && !(converted.get() instanceof Convert)) {
        given.set(i, converted.get());
        casts.set(i, identity(to));
        changed = true;
      }
    }
    Resolved function =
        changed
            ? new Resolved(
                resolved.function(),
                casts,
                resolved.argumentTypes(),
                resolved.gathered(),
                resolved.result())
            : resolved;
    return new Arguments(function, given);
  }
}
