package dev.instar.engine.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.instar.engine.analysis.BoundQuery.SortKey;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Collation;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sorts that do not fit into memory: the order is the same, and nothing stays on disk. */
final class SortedRowsTest {
  private static final List<DataType> TYPES = List.of(Types.INTEGER, Types.TEXT);
  private static final RowOrder ORDER =
      new RowOrder(
          List.of(
              new SortKey(0, Types.INTEGER, Collation.DEFAULT, true, false),
              new SortKey(1, Types.TEXT, Collation.DEFAULT, false, false)));

  private static List<Object[]> rows(long seed, int count) {
    Random random = new Random(seed);
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Integer number = random.nextInt(20) == 0 ? null : random.nextInt(100);
      rows.add(new Object[] {number, random.nextInt(20) == 0 ? null : "é" + random.nextInt(500)});
    }
    return rows;
  }

  private static long temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(f -> f.getFileName().toString().startsWith("instar-sort-")).count();
    }
  }

  @Test
  void whatDoesNotFitIsMergedFromFilesThatAreGoneAfterwards() throws IOException {
    List<Object[]> rows = rows(7, 1000);
    List<Object[]> expected = new ArrayList<>(rows);
    expected.sort(Comparator.comparing(r -> r, ORDER));
    long before = temporaryFiles();
    try (RowSource sorted =
        new SortedRows(ORDER, TYPES, new MemoryBound(20_000)).sort(Rows.of(rows), null)) {
      assertEquals(true, temporaryFiles() > before, "nothing was put aside");
      for (Object[] row : expected) {
        assertArrayEquals(row, sorted.next());
      }
      assertEquals(null, sorted.next());
    }
    assertEquals(before, temporaryFiles());
  }

  @Test
  void whatCannotBePutAsideIsRefused() {
    List<Object[]> rows = rows(7, 1000);
    SortedRows sort = new SortedRows(ORDER, List.of(), new MemoryBound(20_000));
    SqlException error = assertThrows(SqlException.class, () -> sort.sort(Rows.of(rows), null));
    assertEquals(SqlState.OUT_OF_MEMORY, error.state());
  }
}
