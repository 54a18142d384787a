package dev.instar.migrator.postgresql.shape;

import java.util.Objects;

/**
 * A column of the shadow that the copy fills.
 *
 * @param column its name, unquoted
 * @param shadowType its type as {@code format_type} prints it, names qualified
 * @param sourceExpression its value over the alias {@code s} of {@link Shape#sourceRelation};
 *     INSERT casts it as ALTER TYPE would, so that a value which does not fit is an error
 * @param verifyExpression the same, cast to the shadow's type, for comparing
 */
public record ColumnMapping(
    String column, String shadowType, String sourceExpression, String verifyExpression) {
  public ColumnMapping {
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(shadowType, "shadowType");
    Objects.requireNonNull(sourceExpression, "sourceExpression");
    Objects.requireNonNull(verifyExpression, "verifyExpression");
  }
}
