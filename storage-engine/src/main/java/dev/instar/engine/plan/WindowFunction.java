package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundQuery.WindowCall;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Evaluators;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.plan.WindowAggregate.Partition;

/**
 * A window function over one partition: puts its result into a slot of each row. The frame is the
 * default one: from the partition's first row to the current one's last peer. Stateless.
 */
@FunctionalInterface
interface WindowFunction {
  void compute(Partition partition, int slot, Frame frame);

  /**
   * @throws SqlException 0A000 for one there is not
   */
  static WindowFunction of(WindowCall call, Evaluators evaluators) {
    if (call.aggregate().isPresent()) {
      AggregateStep step = new AggregateStep(call.aggregate().get(), evaluators);
      return (partition, slot, frame) -> running(step, partition, slot, frame);
    }
    Evaluator[] arguments = evaluators.array(call.arguments());
    return switch (call.name()) {
      case "row_number" -> ranked((p, i) -> i + 1L);
      case "rank" -> ranked((p, i) -> p.firstPeer()[i] + 1L);
      case "dense_rank" -> WindowFunction::denseRank;
      case "percent_rank" ->
          ranked((p, i) -> p.size() == 1 ? 0.0 : p.firstPeer()[i] / (p.size() - 1.0));
      case "cume_dist" -> ranked((p, i) -> (p.lastPeer()[i] + 1.0) / p.size());
      case "ntile" -> (partition, slot, frame) -> ntile(arguments, partition, slot, frame);
      case "lag" -> (partition, slot, frame) -> shifted(arguments, -1, partition, slot, frame);
      case "lead" -> (partition, slot, frame) -> shifted(arguments, 1, partition, slot, frame);
      case "first_value" -> (partition, slot, frame) -> at(arguments[0], partition, slot, frame, 0);
      case "last_value" -> (partition, slot, frame) -> last(arguments[0], partition, slot, frame);
      case "nth_value" -> (partition, slot, frame) -> nth(arguments, partition, slot, frame);
      default -> throw SqlException.unsupported("window function " + call.name());
    };
  }

  /** What depends on the place in the order only. */
  @FunctionalInterface
  interface Ranking {
    Object rank(Partition partition, int row);
  }

  private static WindowFunction ranked(Ranking ranking) {
    return (partition, slot, frame) -> {
      for (int i = 0; i < partition.size(); i++) {
        partition.rows().get(i)[slot] = ranking.rank(partition, i);
      }
    };
  }

  private static void denseRank(Partition partition, int slot, Frame frame) {
    long rank = 0;
    for (int i = 0; i < partition.size(); i++) {
      rank += partition.firstPeer()[i] == i ? 1 : 0;
      partition.rows().get(i)[slot] = rank;
    }
  }

  /** An aggregate of all rows up to the last peer. */
  private static void running(AggregateStep step, Partition partition, int slot, Frame frame) {
    AggregateStep.State state = step.start(frame);
    for (int i = 0; i < partition.size(); ) {
      int last = partition.lastPeer()[i];
      for (int added = i; added <= last; added++) {
        state.add(frame.at(partition.rows().get(added)));
      }
      Object result = state.result(frame);
      for (; i <= last; i++) {
        partition.rows().get(i)[slot] = result;
      }
    }
  }

  private static void ntile(Evaluator[] arguments, Partition partition, int slot, Frame frame) {
    Object wanted = arguments[0].evaluate(frame.at(partition.rows().getFirst()));
    if (wanted == null) {
      return;
    }
    int buckets = ((Number) wanted).intValue();
    if (buckets <= 0) {
      throw new SqlException(
          SqlState.INVALID_ARGUMENT_FOR_NTILE_FUNCTION,
          "argument of ntile must be greater than zero");
    }
    int size = partition.size() / buckets;
    int longer = partition.size() % buckets;
    int firstOfShorter = longer * (size + 1);
    for (int i = 0; i < partition.size(); i++) {
      int bucket = i < firstOfShorter ? i / (size + 1) : longer + (i - firstOfShorter) / size;
      partition.rows().get(i)[slot] = bucket + 1;
    }
  }

  private static void shifted(
      Evaluator[] arguments, int direction, Partition partition, int slot, Frame frame) {
    Object[] results = new Object[partition.size()];
    for (int i = 0; i < results.length; i++) {
      frame.at(partition.rows().get(i));
      Object offset = arguments.length > 1 ? arguments[1].evaluate(frame) : (Integer) 1;
      if (offset == null) {
        continue;
      }
      long place = i + (long) direction * ((Number) offset).intValue();
      if (place >= 0 && place < results.length) {
        results[i] = arguments[0].evaluate(frame.at(partition.rows().get((int) place)));
      } else if (arguments.length > 2) {
        results[i] = arguments[2].evaluate(frame);
      }
    }
    for (int i = 0; i < results.length; i++) {
      partition.rows().get(i)[slot] = results[i];
    }
  }

  private static void at(
      Evaluator argument, Partition partition, int slot, Frame frame, int place) {
    Object value = argument.evaluate(frame.at(partition.rows().get(place)));
    for (Object[] row : partition.rows()) {
      row[slot] = value;
    }
  }

  private static void last(Evaluator argument, Partition partition, int slot, Frame frame) {
    for (int i = 0; i < partition.size(); ) {
      int last = partition.lastPeer()[i];
      Object value = argument.evaluate(frame.at(partition.rows().get(last)));
      for (; i <= last; i++) {
        partition.rows().get(i)[slot] = value;
      }
    }
  }

  private static void nth(Evaluator[] arguments, Partition partition, int slot, Frame frame) {
    for (int i = 0; i < partition.size(); i++) {
      Object wanted = arguments[1].evaluate(frame.at(partition.rows().get(i)));
      if (wanted == null) {
        continue;
      }
      int nth = ((Number) wanted).intValue();
      if (nth <= 0) {
        throw new SqlException(
            SqlState.INVALID_ARGUMENT_FOR_NTH_VALUE_FUNCTION,
            "argument of nth_value must be greater than zero");
      }
      partition.rows().get(i)[slot] =
          nth - 1 <= partition.lastPeer()[i]
              ? arguments[0].evaluate(frame.at(partition.rows().get(nth - 1)))
              : null;
    }
  }
}
