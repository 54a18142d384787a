package dev.instar.engine.wal;

/**
 * A record where it stands.
 *
 * @param position of its first byte
 * @param end of the byte behind it: where reading goes on, and what a client acknowledges
 */
public record LogEntry(Lsn position, Lsn end, LogRecord record) {}
