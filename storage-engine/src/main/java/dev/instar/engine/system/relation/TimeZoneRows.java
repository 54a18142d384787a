package dev.instar.engine.system.relation;

import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.Interval;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** pg_timezone_names. */
final class TimeZoneRows {
  private static final DateTimeFormatter ABBREVIATION =
      DateTimeFormatter.ofPattern("zzz", Locale.ROOT);

  private static final long MICROS_PER_SECOND = 1_000_000;

  private TimeZoneRows() {}

  static void names(StatementContext context, Wanted wanted, Rows rows) {
    Instant now = context.functions().statementStart();
    for (String name : ZoneId.getAvailableZoneIds().stream().sorted().toList()) {
      ZoneId zone = ZoneId.of(name);
      ZoneOffset offset = zone.getRules().getOffset(now);
      rows.add()
          .set("name", name)
          .set("abbrev", ABBREVIATION.format(now.atZone(zone)))
          .set("utc_offset", new Interval(0, 0, offset.getTotalSeconds() * MICROS_PER_SECOND))
          .set("is_dst", zone.getRules().isDaylightSavings(now));
    }
  }
}
