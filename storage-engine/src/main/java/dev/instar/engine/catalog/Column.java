package dev.instar.engine.catalog;

import java.util.Map;
import java.util.Optional;

/**
 * A column of a table; {@code pg_attribute} and {@code pg_attrdef}.
 *
 * @param number {@code attnum}, from 1; never used again
 * @param type the OID of its type, as {@link Catalog#type} takes it
 * @param modifier {@code atttypmod}; -1 for none
 * @param collation COLLATE, where it is not the type's
 * @param defaultText the expression of DEFAULT or GENERATED AS, as SQL that can be parsed again
 *     whatever the search path
 * @param missing for rows stored before the column was added: its value, as the type prints it
 *     under {@link dev.instar.engine.type.TextFormat#DEFAULT}; empty for NULL
 * @param statistics SET STATISTICS; -1 for the default
 */
public record Column(
    int number,
    String name,
    int type,
    int modifier,
    Optional<String> collation,
    boolean notNull,
    Optional<String> defaultText,
    Generation generation,
    boolean dropped,
    Optional<String> missing,
    int statistics,
    Map<String, String> options,
    Optional<String> storage,
    Optional<String> compression) {
  public Column {
    options = Map.copyOf(options);
  }

  /** Where its values come from if they are not the client's. */
  public enum Generation {
    NONE,
    /** GENERATED ALWAYS AS (expression) STORED. */
    STORED,
    IDENTITY_ALWAYS,
    IDENTITY_BY_DEFAULT
  }

  public boolean isIdentity() {
    return generation == Generation.IDENTITY_ALWAYS || generation == Generation.IDENTITY_BY_DEFAULT;
  }

  public Column withName(String now) {
    return new Column(
        number,
        now,
        type,
        modifier,
        collation,
        notNull,
        defaultText,
        generation,
        dropped,
        missing,
        statistics,
        options,
        storage,
        compression);
  }

  public Column withType(int now) {
    return new Column(
        number,
        name,
        now,
        modifier,
        collation,
        notNull,
        defaultText,
        generation,
        dropped,
        missing,
        statistics,
        options,
        storage,
        compression);
  }

  public Column withModifier(int now) {
    return new Column(
        number,
        name,
        type,
        now,
        collation,
        notNull,
        defaultText,
        generation,
        dropped,
        missing,
        statistics,
        options,
        storage,
        compression);
  }

  public Column withCollation(Optional<String> now) {
    return new Column(
        number,
        name,
        type,
        modifier,
        now,
        notNull,
        defaultText,
        generation,
        dropped,
        missing,
        statistics,
        options,
        storage,
        compression);
  }

  public Column withNotNull(boolean now) {
    return new Column(
        number,
        name,
        type,
        modifier,
        collation,
        now,
        defaultText,
        generation,
        dropped,
        missing,
        statistics,
        options,
        storage,
        compression);
  }

  public Column withDefaultText(Optional<String> now) {
    return new Column(
        number,
        name,
        type,
        modifier,
        collation,
        notNull,
        now,
        generation,
        dropped,
        missing,
        statistics,
        options,
        storage,
        compression);
  }

  public Column withGeneration(Generation now) {
    return new Column(
        number,
        name,
        type,
        modifier,
        collation,
        notNull,
        defaultText,
        now,
        dropped,
        missing,
        statistics,
        options,
        storage,
        compression);
  }

  public Column withDropped(boolean now) {
    return new Column(
        number,
        name,
        type,
        modifier,
        collation,
        notNull,
        defaultText,
        generation,
        now,
        missing,
        statistics,
        options,
        storage,
        compression);
  }

  public Column withMissing(Optional<String> now) {
    return new Column(
        number,
        name,
        type,
        modifier,
        collation,
        notNull,
        defaultText,
        generation,
        dropped,
        now,
        statistics,
        options,
        storage,
        compression);
  }

  public Column withStatistics(int now) {
    return new Column(
        number,
        name,
        type,
        modifier,
        collation,
        notNull,
        defaultText,
        generation,
        dropped,
        missing,
        now,
        options,
        storage,
        compression);
  }

  public Column withOptions(Map<String, String> now) {
    return new Column(
        number,
        name,
        type,
        modifier,
        collation,
        notNull,
        defaultText,
        generation,
        dropped,
        missing,
        statistics,
        now,
        storage,
        compression);
  }

  public Column withStorage(Optional<String> now) {
    return new Column(
        number,
        name,
        type,
        modifier,
        collation,
        notNull,
        defaultText,
        generation,
        dropped,
        missing,
        statistics,
        options,
        now,
        compression);
  }

  public Column withCompression(Optional<String> now) {
    return new Column(
        number,
        name,
        type,
        modifier,
        collation,
        notNull,
        defaultText,
        generation,
        dropped,
        missing,
        statistics,
        options,
        storage,
        now);
  }
}
