package dev.instar.engine.type;

import java.time.ZoneId;

/**
 * The settings of a session that printing and reading depend on. DateStyle is ISO with YMD, MDY or
 * DMY for reading; IntervalStyle is postgres; others are refused where they are set.
 *
 * @param timeZone TimeZone
 * @param fieldOrder {@code YMD}, {@code MDY} or {@code DMY}
 * @param floatDigits extra_float_digits; above 0 the shortest text that reads back
 * @param byteaHex whether bytea_output is hex, not escape
 */
public record TextFormat(ZoneId timeZone, String fieldOrder, int floatDigits, boolean byteaHex) {}
