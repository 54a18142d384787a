package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.schema.Identifiers;

/**
 * One column of the key that the pipeline goes by.
 *
 * @param name the column, in both shapes
 * @param sourceType as {@code format_type} prints it
 * @param shadowType as {@code format_type} prints it
 * @param collation of the source's column, qualified and quoted; empty if it has none
 * @param deterministic whether equal means the same bytes
 * @param byteOrder whether the column is text that the server orders by its UTF-8 bytes (collation
 *     C and its kind)
 */
public record KeyColumn(
    String name,
    String sourceType,
    String shadowType,
    String collation,
    boolean deterministic,
    boolean byteOrder) {

  /**
   * The shadow's value for the source's value in column {@link #name} of relation {@code alias}.
   */
  public String shadowExpression(String alias) {
    return "CAST(" + alias + "." + Identifiers.quote(name) + " AS " + shadowType + ")";
  }
}
