package dev.instar.engine.type;

/**
 * A line of {@code pg_type}.
 *
 * @param sqlName as {@code format_type} prints it
 */
record TypeFacts(
    int oid,
    String name,
    int size,
    char kind,
    char category,
    boolean preferred,
    int arrayOid,
    String sqlName) {}
