package dev.instar.migrator.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a table's primary key is made of: one column, or several of which the leading ones repeat.
 *
 * @param types in the order of the primary key; the columns are named {@code k1}, {@code k2}, …,
 *     and stand in the table the other way round
 */
public record KeyKind(List<KeyType> types) {
  /** How many values a leading column of a composite key has. */
  private static final int REPEATING = 5;

  public static final KeyKind INTEGER = of(KeyType.INTEGER);
  public static final KeyKind BIGINT = of(KeyType.BIGINT);
  public static final KeyKind UUID = of(KeyType.UUID_KEY);
  public static final KeyKind TEXT_C = of(KeyType.TEXT_C);
  public static final KeyKind TEXT_ICU = of(KeyType.TEXT_ICU);
  public static final KeyKind TIMESTAMPTZ = of(KeyType.TIMESTAMPTZ);
  public static final KeyKind INTEGER_TEXT_ICU = of(KeyType.INTEGER, KeyType.TEXT_ICU);
  public static final KeyKind TEXT_C_BIGINT = of(KeyType.TEXT_C, KeyType.BIGINT);
  public static final KeyKind TIMESTAMPTZ_UUID_INTEGER =
      of(KeyType.TIMESTAMPTZ, KeyType.UUID_KEY, KeyType.INTEGER);

  /** Every kind there is a constant for. */
  public static final List<KeyKind> ALL =
      List.of(
          INTEGER,
          BIGINT,
          UUID,
          TEXT_C,
          TEXT_ICU,
          TIMESTAMPTZ,
          INTEGER_TEXT_ICU,
          TEXT_C_BIGINT,
          TIMESTAMPTZ_UUID_INTEGER);

  public KeyKind {
    types = List.copyOf(types);
    if (types.isEmpty()) {
      throw new IllegalArgumentException("a key needs a column");
    }
  }

  public static KeyKind of(KeyType... types) {
    return new KeyKind(Arrays.asList(types));
  }

  /** The key columns' names in the order of the primary key. */
  public List<String> columns() {
    return IntStream.rangeClosed(1, types.size()).mapToObj(i -> "k" + i).toList();
  }

  /** The key of that number, column by column, in the server's text form. */
  public List<String> values(long number) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      boolean last = i == types.size() - 1;
      values.add(types.get(i).value(last ? number : number % REPEATING));
    }
    return values;
  }

  @Override
  public String toString() {
    return types.stream().map(KeyType::declaration).collect(Collectors.joining(" + "));
  }
}
