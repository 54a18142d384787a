package dev.instar.engine.sql;

/**
 * A statement other than those that migrations are made of: queries, changes of rows, whatever is
 * created, dropped and granted as a whole, and what a session says to its server.
 */
public sealed interface Command extends Statement
    permits Query,
        Modification,
        Definition,
        Alteration,
        Removal,
        Privileges,
        SessionCommand,
        Cursor,
        PreparedCommand,
        Maintenance,
        Outline {}
