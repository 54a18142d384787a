package dev.instar.engine.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.disk.DiskFile;
import dev.instar.engine.disk.SimulatedDisk;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A log that is not what it was: a torn tail is cut, a corrupt middle refused. */
class LogDamageTest {
  private static final LogOptions OPTIONS = new LogOptions(400, 0, 1 << 20);
  private final SimulatedDisk disk = new SimulatedDisk();
  private final List<Lsn> positions = new ArrayList<>();

  private void write(int records) {
    try (Log log = Log.create(disk, OPTIONS, 1)) {
      for (int number = 0; number < records; number++) {
        positions.add(log.append(new LogRecord(number, number, new byte[16])));
        log.flush();
      }
    }
  }

  private List<Long> open() {
    List<LogEntry> found = new ArrayList<>();
    Log.open(disk, OPTIONS, 1, Lsn.ZERO, found::add).close();
    return LogRecords.transactions(found);
  }

  @Test
  void aRecordIsInBytesWhatTheGrammarSays() {
    try (Log log = Log.create(disk, OPTIONS, 1)) {
      log.append(new LogRecord(7, 1, new byte[] {0x2A}));
    }
    ByteBuffer bytes = ByteBuffer.allocate(32);
    disk.open(disk.list().getFirst()).read(bytes, Segment.HEADER_BYTES);
    assertThat(HexFormat.of().formatHex(bytes.array()).toUpperCase(Locale.ROOT))
        .isEqualTo(
            "BDD3AFC6"
                + "00000019"
                + "0000000000000001"
                + "00000000"
                + "07"
                + "0A9A81"
                + "2A"
                + "00000000000000");
  }

  @Test
  void theLastRecordIsCutWhereverItIsTorn() {
    write(5);
    String file = disk.list().getLast();
    long last = positions.getLast().value();
    for (int byteNumber = 0; byteNumber < 40; byteNumber++) {
      SimulatedDisk whole = disk.afterKill();
      whole.flip(file, last + byteNumber);
      List<LogEntry> found = new ArrayList<>();
      try (Log log = Log.open(whole, OPTIONS, 1, Lsn.ZERO, found::add)) {
        assertThat(LogRecords.transactions(found)).containsExactly(0L, 1L, 2L, 3L);
        assertThat(log.end()).isEqualTo(positions.getLast());
      }
    }
  }

  @Test
  void aFileThatEndsWithinARecordIsCut() {
    write(5);
    try (DiskFile file = disk.open(disk.list().getLast())) {
      file.truncate(positions.getLast().value() + 9);
    }
    assertThat(open()).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void aDamagedRecordBeforeDurableOnesIsRefusedWithItsPosition() {
    write(6);
    for (int byteNumber = 0; byteNumber < 40; byteNumber++) {
      SimulatedDisk damaged = disk.afterKill();
      damaged.flip(damaged.list().getFirst(), positions.get(2).value() + byteNumber);
      assertThatThrownBy(() -> Log.open(damaged, OPTIONS, 1, Lsn.ZERO, entry -> {}))
          .isInstanceOfSatisfying(
              SqlException.class, e -> assertThat(e.state()).isEqualTo(SqlState.DATA_CORRUPTED))
          .hasMessageContaining("position " + positions.get(2));
    }
  }

  @Test
  void aDamagedRecordAtASegmentsEndIsRefusedBecauseTheNextSegmentExists() {
    write(30);
    String second = disk.list().get(1);
    long start = Segment.parse(second).getAsLong();
    Lsn lastOfFirst =
        positions.stream().filter(p -> p.value() < start).reduce((a, b) -> b).orElseThrow();
    disk.flip(disk.list().getFirst(), lastOfFirst.value() + 25);
    assertThatThrownBy(this::open).hasMessageContaining("position " + lastOfFirst);
  }

  @Test
  void aHoleBeforeRecordsThatNobodyWasPromisedIsATornTail() {
    try (Log log = Log.create(disk, OPTIONS, 1)) {
      log.append(new LogRecord(1, 1, new byte[16]));
      log.flush();
      positions.add(log.append(new LogRecord(1, 2, new byte[16])));
      log.append(new LogRecord(1, 3, new byte[16]));
    }
    // The record 3 says that 2 was not durable when it was appended.
    disk.flip(disk.list().getFirst(), positions.getFirst().value() + 30);
    assertThat(open()).containsExactly(1L);
    assertThat(open()).containsExactly(1L);
  }

  @Test
  void aSegmentOfAnotherDatabaseIsRefused() {
    write(3);
    assertThatThrownBy(() -> Log.open(disk, OPTIONS, 2, Lsn.ZERO, entry -> {}))
        .isInstanceOf(SqlException.class);
  }

  @Test
  void aMissingSegmentIsRefused() {
    write(30);
    disk.delete(disk.list().get(1));
    assertThatThrownBy(this::open)
        .isInstanceOf(SqlException.class)
        .hasMessageContaining("position");
  }
}
