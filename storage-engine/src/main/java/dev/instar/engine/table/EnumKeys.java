package dev.instar.engine.table;

import dev.instar.engine.type.EnumType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An enum's values as ordered bytes. A label that is put between two others must not change what
 * stands in indexes for the others. So each has a number that depends only on those older than it,
 * which are those with smaller OIDs: one more than the last, one less than the first, or the middle
 * between its neighbours at that time.
 */
final class EnumKeys implements KeyEncoder {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final Map<Long, BigDecimal> places = new HashMap<>();

  EnumKeys(EnumType type) {
    List<Long> order = type.labels().stream().map(EnumType.Label::oid).toList();
    List<Long> present = new ArrayList<>();
    for (Long label : order.stream().sorted(Comparator.naturalOrder()).toList()) {
      int place = 0;
      int rank = order.indexOf(label);
      while (place < present.size() && order.indexOf(present.get(place)) < rank) {
        place++;
      }
      places.put(label, between(present, place));
      present.add(place, label);
    }
  }

  private BigDecimal between(List<Long> present, int place) {
    if (present.isEmpty()) {
      return BigDecimal.ONE;
    }
    if (place == present.size()) {
      return places.get(present.getLast()).add(BigDecimal.ONE);
    }
    if (place == 0) {
      return places.get(present.getFirst()).subtract(BigDecimal.ONE);
    }
    return places.get(present.get(place - 1)).add(places.get(present.get(place))).divide(TWO);
  }

  @Override
  public void write(ByteWriter out, Object value) {
    NumericKeys.write(out, places.get((Long) value));
  }
}
