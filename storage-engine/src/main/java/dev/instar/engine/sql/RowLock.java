package dev.instar.engine.sql;

import java.util.List;

/**
 * {@code FOR UPDATE | NO KEY UPDATE | SHARE | KEY SHARE [OF table, …] [NOWAIT | SKIP LOCKED]}.
 *
 * @param of the tables by the names the query gives them; empty for all
 */
public record RowLock(Strength strength, List<QualifiedName> of, Wait waiting, Position position) {
  public RowLock {
    of = List.copyOf(of);
  }

  /** From the weakest to the strongest. */
  public enum Strength {
    KEY_SHARE,
    SHARE,
    NO_KEY_UPDATE,
    UPDATE
  }

  /** What to do about a row that somebody else has locked. */
  public enum Wait {
    BLOCK,
    SKIP,
    ERROR
  }
}
