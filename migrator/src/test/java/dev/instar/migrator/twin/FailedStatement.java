package dev.instar.migrator.twin;

import java.time.Instant;

/**
 * A statement of the workload that the server or the connection failed.
 *
 * @param at when, by this machine's clock
 * @param writer which writer
 * @param operation what its transaction was doing
 * @param sqlState the SQLSTATE; empty where there is none
 * @param message as the driver gives it
 * @param sql the statement, without its values
 */
public record FailedStatement(
    Instant at, int writer, Operation operation, String sqlState, String message, String sql) {}
