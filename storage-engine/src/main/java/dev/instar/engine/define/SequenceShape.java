package dev.instar.engine.define;

import dev.instar.engine.analysis.TypeNames;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Literals;
import dev.instar.engine.sql.SequenceOption;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a sequence counts through, and how its options change it: defaults that follow from the type
 * and the direction, and what does not go together (PostgreSQL's {@code init_params}).
 *
 * @param restart what it goes on with, where RESTART was written
 */
public record SequenceShape(
    DataType type,
    long start,
    long increment,
    long minimum,
    long maximum,
    long cache,
    boolean cycle,
    Optional<Long> restart) {

  /** A new sequence's. */
  public static SequenceShape of(
      DataType type, List<SequenceOption> options, boolean identity, StatementContext context) {
    return new Reader(identity, context).read(type, Optional.empty(), options);
  }

  /** That of a sequence after its options were changed. */
  public static SequenceShape changed(
      Sequence sequence, List<SequenceOption> options, StatementContext context) {
    DataType type = context.catalog().type(sequence.type()).orElseThrow();
    return new Reader(false, context).read(type, Optional.of(sequence), options);
  }

  /** A sequence with this shape in place of its own; {@link #restart} is the caller's to do. */
  public Sequence applyTo(Sequence sequence) {
    return new Sequence(
        sequence.oid(),
        sequence.schema(),
        sequence.name(),
        sequence.owner(),
        sequence.persistence(),
        sequence.storage(),
        type.oid(),
        start,
        increment,
        minimum,
        maximum,
        cache,
        cycle,
        sequence.ownedBy(),
        sequence.grants());
  }

  /** The options as they were read; an absent one was not written. */
  private static final class Reader {
    private final boolean identity;
    private final StatementContext context;
    private final Set<Class<?>> seen = new HashSet<>();
    private Optional<DataType> as = Optional.empty();
    private Optional<Long> increment = Optional.empty();
    private Optional<Optional<Long>> minimum = Optional.empty();
    private Optional<Optional<Long>> maximum = Optional.empty();
    private Optional<Long> start = Optional.empty();
    private Optional<Optional<Long>> restart = Optional.empty();
    private Optional<Long> cache = Optional.empty();
    private Optional<Boolean> cycle = Optional.empty();

    Reader(boolean identity, StatementContext context) {
      this.identity = identity;
      this.context = context;
    }

    private void option(SequenceOption option) {
      if (!seen.add(option.getClass())) {
        throw new SqlException(SqlState.SYNTAX_ERROR, "conflicting or redundant options");
      }
      switch (option) {
        case SequenceOption.As named ->
            as = Optional.of(TypeNames.resolve(named.type(), context).type());
        case SequenceOption.Increment by -> increment = Optional.of(number(by.number()));
        case SequenceOption.MinValue value ->
            minimum = Optional.of(value.number().map(Reader::number));
        case SequenceOption.MaxValue value ->
            maximum = Optional.of(value.number().map(Reader::number));
        case SequenceOption.Start with -> start = Optional.of(number(with.number()));
        case SequenceOption.Restart with ->
            restart = Optional.of(with.number().map(Reader::number));
        case SequenceOption.Cache size -> cache = Optional.of(number(size.number()));
        case SequenceOption.Cycle on -> cycle = Optional.of(on.cycle());
        case SequenceOption.OwnedBy owner -> {}
        case SequenceOption.Name name -> {}
        case SequenceOption.Logged logged -> {}
      }
    }

    private static long number(String written) {
      String digits = written.startsWith("+") ? written.substring(1) : written;
      boolean negative = digits.startsWith("-");
      String unsigned = (negative ? digits.substring(1) : digits).strip();
      if (!Literals.isInteger(unsigned)) {
        throw new SqlException(
            SqlState.INVALID_TEXT_REPRESENTATION,
            "invalid input syntax for type bigint: \"" + written + "\"");
      }
      BigInteger value = Literals.integer(unsigned);
      BigInteger signed = negative ? value.negate() : value;
      if (signed.bitLength() >= Long.SIZE) {
        throw new SqlException(
            SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
            "value \"" + written + "\" is out of range for type bigint");
      }
      return signed.longValue();
    }

    SequenceShape read(DataType given, Optional<Sequence> before, List<SequenceOption> options) {
      options.forEach(this::option);
      DataType type = as.orElse(given);
      requireInteger(type);
      long step = increment.orElse(before.map(Sequence::increment).orElse(1L));
      if (step == 0) {
        throw invalid("INCREMENT must not be zero");
      }
      long highest = maximum(type, given, before, step);
      long lowest = minimum(type, given, before, step);
      if (lowest >= highest) {
        throw invalid("MINVALUE (%d) must be less than MAXVALUE (%d)".formatted(lowest, highest));
      }
      long first =
          start.orElseGet(() -> before.map(Sequence::start).orElse(step > 0 ? lowest : highest));
      requireWithin("START", first, lowest, highest);
      Optional<Long> next = restart.map(value -> value.orElse(first));
      next.ifPresent(value -> requireWithin("RESTART", value, lowest, highest));
      before
          .filter(sequence -> next.isEmpty())
          .ifPresent(
              sequence ->
                  requireWithin(
                      "RESTART",
                      context.services().sequences().state(sequence).last(),
                      lowest,
                      highest));
      long cached = cache.orElse(before.map(Sequence::cache).orElse(1L));
      if (cached <= 0) {
        throw invalid("CACHE (%d) must be greater than zero".formatted(cached));
      }
      boolean cycles = cycle.orElse(before.map(Sequence::cycle).orElse(false));
      return new SequenceShape(type, first, step, lowest, highest, cached, cycles, next);
    }

    private void requireInteger(DataType type) {
      if (!isInteger(type)) {
        throw invalid(
            (identity ? "identity column" : "sequence")
                + " type must be smallint, integer, or bigint");
      }
    }

    private long maximum(DataType type, DataType given, Optional<Sequence> before, long step) {
      // A limit that was the type's own follows the type.
      boolean follows =
          as.isPresent() && before.filter(s -> s.maximum() == highest(given)).isPresent();
      long value =
          maximum
              .map(written -> written.orElse(step > 0 ? highest(type) : -1L))
              .orElseGet(
                  () ->
                      before
                          .filter(sequence -> !follows)
                          .map(Sequence::maximum)
                          .orElse(step > 0 || follows ? highest(type) : -1L));
      requireInRange("MAXVALUE", value, type);
      return value;
    }

    private long minimum(DataType type, DataType given, Optional<Sequence> before, long step) {
      boolean follows =
          as.isPresent() && before.filter(s -> s.minimum() == lowest(given)).isPresent();
      long value =
          minimum
              .map(written -> written.orElse(step > 0 ? 1L : lowest(type)))
              .orElseGet(
                  () ->
                      before
                          .filter(sequence -> !follows)
                          .map(Sequence::minimum)
                          .orElse(step > 0 && !follows ? 1L : lowest(type)));
      requireInRange("MINVALUE", value, type);
      return value;
    }

    private static void requireInRange(String what, long value, DataType type) {
      if (value < lowest(type) || value > highest(type)) {
        throw invalid(
            "%s (%d) is out of range for sequence data type %s"
                .formatted(what, value, type.sqlName()));
      }
    }

    private static void requireWithin(String what, long value, long lowest, long highest) {
      if (value < lowest) {
        throw invalid(
            "%s value (%d) cannot be less than MINVALUE (%d)".formatted(what, value, lowest));
      }
      if (value > highest) {
        throw invalid(
            "%s value (%d) cannot be greater than MAXVALUE (%d)".formatted(what, value, highest));
      }
    }
  }

  /** Whether a sequence's values can be of that type. */
  public static boolean isInteger(DataType type) {
    return type == Types.SMALLINT || type == Types.INTEGER || type == Types.BIGINT;
  }

  private static long highest(DataType type) {
    return switch (type.name()) {
      case "int2" -> Short.MAX_VALUE;
      case "int4" -> Integer.MAX_VALUE;
      default -> Long.MAX_VALUE;
    };
  }

  private static long lowest(DataType type) {
    return switch (type.name()) {
      case "int2" -> Short.MIN_VALUE;
      case "int4" -> Integer.MIN_VALUE;
      default -> Long.MIN_VALUE;
    };
  }

  private static SqlException invalid(String message) {
    return new SqlException(SqlState.INVALID_PARAMETER_VALUE, message);
  }
}
