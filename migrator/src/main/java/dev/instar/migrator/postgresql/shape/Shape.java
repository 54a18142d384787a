package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.TableName;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What the pipeline knows about a table and its shadow. Kept in the state tables as {@link
 * ShapeDocument} writes it.
 *
 * @param sourceOid the source
 * @param shadowOid the shadow
 * @param source the source's name
 * @param shadow the shadow's name
 * @param sourceRelation the source as it stands in FROM, with the alias {@code s}
 * @param columns what the copy fills, in the shadow's order
 * @param generated what the server computes
 * @param overridingSystemValue whether the INSERT needs OVERRIDING SYSTEM VALUE
 * @param key what the pipeline goes by; the columns exist in both shapes, unchanged or cast
 * @param keyOrderPreserved whether order and equality of keys are the same in both shapes
 * @param keyEqualityCoarser whether two keys that differ in the source may be equal in the shadow
 * @param deferred the indexes to build; the key's is first
 * @param addedForeignKeys foreign keys that the new shape has and the old has not
 * @param change what the user's ALTER TABLE changed in the catalog
 * @param madeFrom the facts of the source that the shadow was made from
 */
public record Shape(
    long sourceOid,
    long shadowOid,
    TableName source,
    TableName shadow,
    String sourceRelation,
    List<ColumnMapping> columns,
    List<GeneratedColumn> generated,
    boolean overridingSystemValue,
    List<KeyColumn> key,
    boolean keyOrderPreserved,
    boolean keyEqualityCoarser,
    List<DeferredIndex> deferred,
    List<AddedForeignKey> addedForeignKeys,
    FactsChange change,
    CatalogFacts madeFrom) {

  public Shape {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(shadow, "shadow");
    Objects.requireNonNull(sourceRelation, "sourceRelation");
    columns = List.copyOf(columns);
    generated = List.copyOf(generated);
    key = List.copyOf(key);
    deferred = List.copyOf(deferred);
    addedForeignKeys = List.copyOf(addedForeignKeys);
    Objects.requireNonNull(change, "change");
    Objects.requireNonNull(madeFrom, "madeFrom");
    if (key.isEmpty()) {
      throw new IllegalArgumentException("a shape without a key");
    }
  }

  /** The columns of the INSERT, quoted and separated by commas. */
  public String insertColumns() {
    return columns.stream()
        .map(c -> Identifiers.quote(c.column()))
        .collect(Collectors.joining(", "));
  }

  /** What the INSERT selects from {@link #sourceRelation}, separated by commas. */
  public String selectList() {
    return columns.stream().map(ColumnMapping::sourceExpression).collect(Collectors.joining(", "));
  }

  /**
   * A foreign key that comes with the new shape.
   *
   * @param name the constraint, unquoted
   * @param referenced who is referred to
   * @param definition what follows its name in ADD CONSTRAINT
   */
  public record AddedForeignKey(String name, TableName referenced, String definition) {}
}
