package dev.instar.migrator.postgresql.throttle;

import dev.instar.migrator.throttle.Reading;
import dev.instar.migrator.throttle.Signal;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** How many bytes of log our slot keeps the server from removing; 0 before there is a slot. */
final class RetainedWalSignal implements Signal {
  private static final String SQL =
      """
      SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), restart_lsn), wal_status
      FROM pg_catalog.pg_replication_slots
      WHERE slot_name = ?
      """;

  private static final double MEGABYTE = 1024 * 1024;

  private final MonitorSession session;
  private final Supplier<Optional<String>> slot;

  RetainedWalSignal(MonitorSession session, Supplier<Optional<String>> slot) {
    this.session = session;
    this.slot = slot;
  }

  @Override
  public String name() {
    return "retained_wal";
  }

  @Override
  public Reading read() {
    Optional<String> name = slot.get();
    if (name.isEmpty()) {
      return new Reading.Measured(0, "0 MB");
    }
    return session.query(
        SQL,
        rows -> {
          if (!rows.next()) {
            return new Reading.Unreadable("replication slot " + name.get() + " is not there");
          }
          double bytes = rows.getDouble(1);
          if (rows.wasNull()) {
            return new Reading.Unreadable(
                "replication slot " + name.get() + " is " + rows.getString(2));
          }
          return new Reading.Measured(
              bytes, String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE));
        },
        name.get());
  }
}
