package dev.instar.migrator.twin;

import dev.instar.migrator.schema.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The changes of one row or two, each made in the table and then in its twin, and remembered. Used
 * by one thread, inside a transaction of its writer.
 */
final class RowChanges {
  private final TwinTable table;
  private final int writer;
  private final WriterConnection connection;
  private final WriterRows rows;
  private final RandomGenerator random;

  RowChanges(
      TwinTable table,
      int writer,
      WriterConnection connection,
      WriterRows rows,
      RandomGenerator random) {
    this.table = table;
    this.writer = writer;
    this.connection = connection;
    this.rows = rows;
    this.random = random;
  }

  void insert() throws SQLException {
    insert(rows.newRow(random));
  }

  private void insert(TwinRow row) throws SQLException {
    List<String> values = values(table.key(), row, random);
    int inSource = connection.update(table.insertSource(), values);
    values.add(Integer.toString(writer));
    values.add(Long.toString(row.number()));
    expectSame(1, inSource, connection.update(table.insertTwin(), values));
    rows.add(row);
  }

  /** Random values for a whole row, in the order of {@link TwinTable#insertSource}. */
  static List<String> values(KeyKind key, TwinRow row, RandomGenerator random) {
    List<String> values = new ArrayList<>(key.values(row.number()));
    values.addAll(List.of(row.id().toString(), "0"));
    values.add(text(row.code()));
    values.add(text(row.rank()));
    values.addAll(RowValues.row(random));
    return values;
  }

  void updateColumns() throws SQLException {
    List<String> columns = new ArrayList<>(TwinTable.COLUMNS.keySet());
    Collections.shuffle(columns, new Random(random.nextLong()));
    Map<String, String> values = new LinkedHashMap<>();
    for (String column : columns.subList(0, 1 + random.nextInt(3))) {
      values.put(column, RowValues.any(column, random));
    }
    update(pick(), values);
  }

  void updateToNull() throws SQLException {
    Map<String, String> values = new LinkedHashMap<>();
    TwinTable.COLUMNS.keySet().forEach(column -> values.put(column, null));
    update(pick(), values);
  }

  void updateFromNull() throws SQLException {
    Map<String, String> values = new LinkedHashMap<>();
    TwinTable.COLUMNS.keySet().forEach(c -> values.put(c, RowValues.present(c, random)));
    update(pick(), values);
  }

  void updateLargeValue() throws SQLException {
    update(pick(), Map.of("payload", RowValues.large(random)));
  }

  void changeKey() throws SQLException {
    int place = rows.pick(random);
    TwinRow row = rows.get(place);
    long number = rows.numbers.take(random);
    moveTo(row, number);
    rows.numbers.giveBack(row.number());
    rows.set(place, row.withNumber(number));
  }

  void swapKeys() throws SQLException {
    int one = rows.pick(random);
    int other = rows.pick(random);
    if (one == other) {
      return;
    }
    TwinRow a = rows.get(one);
    TwinRow b = rows.get(other);
    long between = rows.numbers.take(random);
    moveTo(a, between);
    moveTo(b, a.number());
    moveTo(a.withNumber(between), b.number());
    rows.numbers.giveBack(between);
    rows.set(one, a.withNumber(b.number()));
    rows.set(other, b.withNumber(a.number()));
  }

  void delete() throws SQLException {
    TwinRow row = deletePicked();
    rows.numbers.giveBack(row.number());
    giveBackUnique(row);
  }

  void deleteAndReinsert() throws SQLException {
    TwinRow row = deletePicked();
    insert(new TwinRow(UUID.randomUUID(), row.number(), row.code(), row.rank()));
  }

  private TwinRow deletePicked() throws SQLException {
    int place = rows.pick(random);
    TwinRow row = rows.get(place);
    both("DELETE FROM %s WHERE %s", row, List.of());
    rows.remove(place);
    return row;
  }

  private void giveBackUnique(TwinRow row) {
    if (row.code() != null) {
      rows.codes.giveBack(row.code());
    }
    if (row.rank() != null) {
      rows.codes.giveBack(row.rank());
    }
  }

  /** As applications do it: through NULL where the constraint is checked at once. */
  void swapUnique() throws SQLException {
    int one = rows.pick(random);
    int other = rows.pick(random);
    if (one == other) {
      return;
    }
    TwinRow a = rows.get(one);
    TwinRow b = rows.get(other);
    setUnique(TwinTable.CODE, a, null);
    setUnique(TwinTable.CODE, b, a.code());
    setUnique(TwinTable.CODE, a, b.code());
    setUnique(TwinTable.RANK, a, b.rank());
    setUnique(TwinTable.RANK, b, a.rank());
    rows.set(one, a.withUnique(b.code(), b.rank()));
    rows.set(other, b.withUnique(a.code(), a.rank()));
  }

  private void setUnique(String column, TwinRow row, Integer value) throws SQLException {
    both("UPDATE %s SET " + column + " = ? WHERE %s", row, Collections.singletonList(text(value)));
  }

  void updateSeveralRows() throws SQLException {
    Map<UUID, TwinRow> picked = new LinkedHashMap<>();
    int wanted = 2 + random.nextInt(8);
    for (int i = 0; i < wanted; i++) {
      TwinRow row = pick();
      picked.put(row.id(), row);
    }
    List<String> keys = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    picked
        .values()
        .forEach(
            row -> {
              keys.addAll(table.key().values(row.number()));
              ids.add(row.id().toString());
            });
    String set = " SET " + TwinTable.HITS + " = " + TwinTable.HITS + " + 1 WHERE ";
    String ofKeys = repeat("(" + table.keyCondition() + ")", " OR ", picked.size());
    String ofIds = "row_id IN (" + repeat("?", ", ", picked.size()) + ")";
    int inSource = connection.update("UPDATE " + table.source().quoted() + set + ofKeys, keys);
    int inTwin = connection.update("UPDATE " + table.twin().quoted() + set + ofIds, ids);
    expectSame(picked.size(), inSource, inTwin);
  }

  void lockAndUpdate() throws SQLException {
    TwinRow row = pick();
    int found =
        connection
            .query(
                "SELECT flag FROM %s WHERE %s FOR UPDATE"
                    .formatted(table.source().quoted(), table.keyCondition()),
                table.key().values(row.number()))
            .size();
    expectSame(1, found, found);
    update(row, Map.of("flag", Boolean.toString(random.nextBoolean())));
  }

  /** A row that others update too: the only one in its transaction, so nobody deadlocks. */
  void updateShared(TwinRow row) throws SQLException {
    both(
        "UPDATE %s SET " + TwinTable.HITS + " = " + TwinTable.HITS + " + 1 WHERE %s",
        row,
        List.of());
  }

  /** Reads a row and its image in one snapshot. */
  void read() throws SQLException {
    TwinRow row = pick();
    List<String> values = new ArrayList<>(table.key().values(row.number()));
    values.add(row.id().toString());
    String condition =
        table.key().columns().stream()
            .map(name -> "s." + name + " = ?")
            .collect(Collectors.joining(" AND "));
    List<List<String>> found =
        connection.query(
            "SELECT (s.%1$s = t.%1$s AND s.payload IS NOT DISTINCT FROM t.payload)::int FROM %2$s s, %3$s t"
                    .formatted(TwinTable.HITS, table.source().quoted(), table.twin().quoted())
                + " WHERE "
                + condition
                + " AND t.row_id = ?",
            values);
    expectSame(1, found.size(), found.size());
    if (!"1".equals(found.getFirst().getFirst())) {
      throw new AnomalyException("a read disagrees with the expected image of row " + row.id());
    }
  }

  private void update(TwinRow row, Map<String, String> values) throws SQLException {
    String set =
        values.keySet().stream()
            .map(column -> Identifiers.quote(column) + " = ?")
            .collect(Collectors.joining(", "));
    // The formatter must not see a percent sign of ours: column names have none.
    both("UPDATE %s SET " + set + " WHERE %s", row, new ArrayList<>(values.values()));
  }

  private void moveTo(TwinRow row, long number) throws SQLException {
    String set =
        table.key().columns().stream().map(c -> c + " = ?").collect(Collectors.joining(", "));
    List<String> ofSource = new ArrayList<>(table.key().values(number));
    List<String> ofTwin = new ArrayList<>(ofSource);
    ofSource.addAll(table.key().values(row.number()));
    ofTwin.addAll(List.of(Long.toString(number), row.id().toString()));
    int inSource =
        connection.update(
            "UPDATE %s SET %s WHERE %s"
                .formatted(table.source().quoted(), set, table.keyCondition()),
            ofSource);
    int inTwin =
        connection.update(
            "UPDATE %s SET %s, number = ? WHERE row_id = ?".formatted(table.twin().quoted(), set),
            ofTwin);
    expectSame(1, inSource, inTwin);
  }

  /** Runs a statement on the row and the same on its image. */
  private void both(String sql, TwinRow row, List<String> values) throws SQLException {
    List<String> ofSource = new ArrayList<>(values);
    ofSource.addAll(table.key().values(row.number()));
    List<String> ofTwin = new ArrayList<>(values);
    ofTwin.add(row.id().toString());
    int inSource =
        connection.update(sql.formatted(table.source().quoted(), table.keyCondition()), ofSource);
    int inTwin = connection.update(sql.formatted(table.twin().quoted(), "row_id = ?"), ofTwin);
    expectSame(1, inSource, inTwin);
  }

  private TwinRow pick() {
    return rows.get(rows.pick(random));
  }

  private static void expectSame(int expected, int inSource, int inTwin) {
    if (inSource != inTwin) {
      throw new AnomalyException(
          "a statement found %d rows in the table and %d images".formatted(inSource, inTwin));
    }
    if (inSource != expected) {
      throw new RowsGoneException();
    }
  }

  private static String repeat(String text, String separator, int times) {
    return String.join(separator, Collections.nCopies(times, text));
  }

  private static String text(Integer value) {
    return value == null ? null : value.toString();
  }
}
