package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Conditions that all have to hold, one by one. Stateless. */
final class Conjuncts {
  private Conjuncts() {}

  /** One of them, with the slots that it reads. */
  record Conjunct(BoundExpression condition, BitSet slots) {
    static Conjunct of(BoundExpression condition) {
      return new Conjunct(condition, Slots.of(condition));
    }
  }

  static List<Conjunct> of(Optional<BoundExpression> condition) {
    List<Conjunct> all = new ArrayList<>();
    condition.ifPresent(e -> collect(e, all));
    return all;
  }

  private static void collect(BoundExpression condition, List<Conjunct> all) {
    if (condition instanceof BoundExpression.And and) {
      and.operands().forEach(operand -> collect(operand, all));
    } else if (!(condition instanceof BoundExpression.Constant constant
        && Boolean.TRUE.equals(constant.value()))) {
      all.add(Conjunct.of(condition));
    }
  }

  /** Takes those out of a list whose slots are all there. */
  static List<Conjunct> take(List<Conjunct> from, BitSet available) {
    List<Conjunct> taken = new ArrayList<>();
    from.removeIf(
        conjunct -> {
          boolean fits = Slots.within(conjunct.slots(), available);
          if (fits) {
            taken.add(conjunct);
          }
          return fits;
        });
    return taken;
  }

  static Optional<BoundExpression> and(List<Conjunct> conjuncts) {
    return switch (conjuncts.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(conjuncts.getFirst().condition());
      default ->
          Optional.of(
              new BoundExpression.And(conjuncts.stream().map(Conjunct::condition).toList()));
    };
  }
}
