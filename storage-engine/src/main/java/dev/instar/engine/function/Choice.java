package dev.instar.engine.function;

import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Chooses among candidates. PostgreSQL's manual, sections 10.2 and 10.3, step by step. */
final class Choice {
  private static final char STRING = 'S';

  private Choice() {}

  /** The best candidates: one, or several that nothing tells apart, or none. */
  static <T> List<Candidate<T>> best(List<Candidate<T>> all, List<DataType> arguments) {
    List<Candidate<T>> left = keep(all, c -> acceptable(c, arguments));
    if (left.size() <= 1) {
      return left;
    }
    left = most(left, c -> exact(c, arguments));
    if (left.size() > 1) {
      left = most(left, c -> exactOrPreferred(c, arguments));
    }
    if (left.size() > 1 && arguments.stream().anyMatch(Choice::unknown)) {
      left = byUnknowns(left, arguments);
    }
    if (left.size() > 1) {
      left = assumingOneType(left, arguments);
    }
    return left;
  }

  static boolean unknown(DataType type) {
    return type.name().equals("unknown");
  }

  private static <T> List<Candidate<T>> keep(
      List<Candidate<T>> candidates, Predicate<Candidate<T>> condition) {
    return candidates.stream().filter(condition).toList();
  }

  private static boolean acceptable(Candidate<?> candidate, List<DataType> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      DataType parameter = candidate.parameters().get(i);
      if (!Polymorphism.isPolymorphic(parameter) && !Casts.implicit(arguments.get(i), parameter)) {
        return false;
      }
      if (parameter.name().equals("anyarray") || parameter.name().equals("anycompatiblearray")) {
        if (!unknown(arguments.get(i)) && arguments.get(i).element().isEmpty()) {
          return false;
        }
      }
    }
    return Polymorphism.resolve(
                candidate.parameters(),
                arguments,
                candidate.parameters().isEmpty()
                    ? dev.instar.engine.type.Types.VOID
                    : candidate.parameters().getFirst())
            .isPresent()
        || arguments.stream().allMatch(Choice::unknown);
  }

  private interface Score<T> {
    int of(Candidate<T> candidate);
  }

  private static <T> List<Candidate<T>> most(List<Candidate<T>> candidates, Score<T> score) {
    int best = candidates.stream().mapToInt(score::of).max().orElse(0);
    return keep(candidates, c -> score.of(c) == best);
  }

  private static int exact(Candidate<?> candidate, List<DataType> arguments) {
    int count = 0;
    for (int i = 0; i < arguments.size(); i++) {
      count += candidate.parameters().get(i).oid() == arguments.get(i).oid() ? 1 : 0;
    }
    return count;
  }

  private static int exactOrPreferred(Candidate<?> candidate, List<DataType> arguments) {
    int count = 0;
    for (int i = 0; i < arguments.size(); i++) {
      DataType parameter = candidate.parameters().get(i);
      DataType argument = arguments.get(i);
      boolean preferred = parameter.preferred() && parameter.category() == argument.category();
      count += !unknown(argument) && (parameter.oid() == argument.oid() || preferred) ? 1 : 0;
    }
    return count;
  }

  /** Literals: strings if any candidate takes them, or else the category that all agree on. */
  private static <T> List<Candidate<T>> byUnknowns(
      List<Candidate<T>> candidates, List<DataType> arguments) {
    char[] categories = new char[arguments.size()];
    boolean[] preferredThere = new boolean[arguments.size()];
    for (int i = 0; i < arguments.size(); i++) {
      if (!unknown(arguments.get(i))) {
        continue;
      }
      char category = 0;
      boolean conflict = false;
      for (Candidate<T> candidate : candidates) {
        DataType parameter = candidate.parameters().get(i);
        if (category == 0) {
          category = parameter.category();
          preferredThere[i] = parameter.preferred();
        } else if (category == parameter.category()) {
          preferredThere[i] |= parameter.preferred();
        } else if (parameter.category() == STRING) {
          category = STRING;
          preferredThere[i] = parameter.preferred();
        } else {
          conflict |= category != STRING;
        }
      }
      if (conflict && category != STRING) {
        return candidates;
      }
      categories[i] = category;
    }
    List<Candidate<T>> left = new ArrayList<>();
    for (Candidate<T> candidate : candidates) {
      boolean fits = true;
      for (int i = 0; i < arguments.size(); i++) {
        if (unknown(arguments.get(i))) {
          DataType parameter = candidate.parameters().get(i);
          fits &= parameter.category() == categories[i];
          fits &= !preferredThere[i] || parameter.preferred();
        }
      }
      if (fits) {
        left.add(candidate);
      }
    }
    return left.isEmpty() ? candidates : left;
  }

  /** If all that are known are of one type, the literals may be of it too. */
  private static <T> List<Candidate<T>> assumingOneType(
      List<Candidate<T>> candidates, List<DataType> arguments) {
    List<DataType> known = arguments.stream().filter(t -> !unknown(t)).distinct().toList();
    if (known.size() != 1 || known.size() == arguments.size()) {
      return candidates;
    }
    List<DataType> assumed = arguments.stream().map(t -> known.getFirst()).toList();
    List<Candidate<T>> left = keep(candidates, c -> acceptable(c, assumed));
    return left.size() == 1 ? left : candidates;
  }
}
