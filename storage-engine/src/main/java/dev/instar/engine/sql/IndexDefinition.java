package dev.instar.engine.sql;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What follows {@code ON table} in CREATE INDEX.
 *
 * @param method the access method ({@code btree} where none was written)
 * @param elements the key columns and expressions, in order
 * @param include the columns of INCLUDE
 * @param nullsNotDistinct whether NULLS NOT DISTINCT was written (PostgreSQL 15 and later)
 * @param options WITH (…), names folded, values as written
 * @param tablespace TABLESPACE, where written
 * @param where the predicate of a partial index
 * @param text everything from USING or the opening parenthesis to the end, exactly as written
 */
public record IndexDefinition(
    String method,
    List<Element> elements,
    List<String> include,
    boolean nullsNotDistinct,
    Map<String, String> options,
    Optional<String> tablespace,
    Optional<SqlFragment> where,
    String text) {
  public IndexDefinition {
    Objects.requireNonNull(method, "method");
    elements = List.copyOf(elements);
    include = List.copyOf(include);
    options = Map.copyOf(options);
    Objects.requireNonNull(text, "text");
  }

  /**
   * One key of the index.
   *
   * @param column the column's name where the key is a plain column
   * @param expression the key as an expression (a column reference for a plain column)
   * @param collation COLLATE, where written
   * @param operatorClass the operator class, where written, without its options
   * @param descending whether DESC was written
   * @param nulls where NULLs come
   * @param text the element exactly as written, with collation, operator class and order
   */
  public record Element(
      Optional<String> column,
      SqlFragment expression,
      Optional<QualifiedName> collation,
      Optional<QualifiedName> operatorClass,
      boolean descending,
      NullsOrder nulls,
      String text) {
    public Element {
      Objects.requireNonNull(expression, "expression");
    }
  }
}
