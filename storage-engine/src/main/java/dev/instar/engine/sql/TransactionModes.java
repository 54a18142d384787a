package dev.instar.engine.sql;

import java.util.Optional;

/**
 * The modes of a transaction, where written; of one that is written twice, the last.
 *
 * @param isolation ISOLATION LEVEL
 * @param readOnly READ ONLY or READ WRITE
 * @param deferrable [NOT] DEFERRABLE
 */
public record TransactionModes(
    Optional<Isolation> isolation, Optional<Boolean> readOnly, Optional<Boolean> deferrable) {
  public static final TransactionModes NONE =
      new TransactionModes(Optional.empty(), Optional.empty(), Optional.empty());

  /** As written; the first two are one in PostgreSQL. */
  public enum Isolation {
    READ_UNCOMMITTED,
    READ_COMMITTED,
    REPEATABLE_READ,
    SERIALIZABLE
  }
}
