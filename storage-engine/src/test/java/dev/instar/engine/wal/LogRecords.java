package dev.instar.engine.wal;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Records for tests, which can be told from each other. */
final class LogRecords {
  private LogRecords() {}

  static LogRecord random(long number, Random random, int payloadMax) {
    byte[] payload = new byte[random.nextInt(payloadMax + 1)];
    random.nextBytes(payload);
    return new LogRecord(random.nextInt(256), number, payload);
  }

  static List<LogEntry> all(LogReader reader) {
    List<LogEntry> entries = new ArrayList<>();
    for (var next = reader.next(); next.isPresent(); next = reader.next()) {
      entries.add(next.get());
    }
    return entries;
  }

  static List<Long> transactions(List<LogEntry> entries) {
    return entries.stream().map(entry -> entry.record().transaction()).toList();
  }
}
