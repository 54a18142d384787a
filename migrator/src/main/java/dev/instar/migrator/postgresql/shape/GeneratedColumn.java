package dev.instar.migrator.postgresql.shape;

/**
 * A column of the shadow that the server computes.
 *
 * @param column its name, unquoted
 * @param shadowType its type as {@code format_type} prints it
 * @param expression its definition, over the shadow's own columns, unqualified
 * @param stored whether the value is stored; if not there is nothing to verify
 */
public record GeneratedColumn(
    String column, String shadowType, String expression, boolean stored) {}
