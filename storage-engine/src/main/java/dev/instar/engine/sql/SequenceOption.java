package dev.instar.engine.sql;

import java.util.Optional;

/**
 * One option of a sequence. Numbers are as written, with their sign: the grammar takes decimals,
 * which the server refuses.
 */
public sealed interface SequenceOption {
  /** AS type. */
  record As(TypeName type) implements SequenceOption {}

  /** INCREMENT [BY] n. */
  record Increment(String number) implements SequenceOption {}

  /** MINVALUE n; NO MINVALUE without a number. */
  record MinValue(Optional<String> number) implements SequenceOption {}

  /** MAXVALUE n; NO MAXVALUE without a number. */
  record MaxValue(Optional<String> number) implements SequenceOption {}

  /** START [WITH] n. */
  record Start(String number) implements SequenceOption {}

  /** RESTART [[WITH] n]. */
  record Restart(Optional<String> number) implements SequenceOption {}

  /** CACHE n. */
  record Cache(String number) implements SequenceOption {}

  /** [NO] CYCLE. */
  record Cycle(boolean cycle) implements SequenceOption {}

  /** OWNED BY table.column; NONE comes as a column of that name without a table. */
  record OwnedBy(Optional<QualifiedName> table, String column) implements SequenceOption {}

  /** SEQUENCE NAME name. */
  record Name(QualifiedName name) implements SequenceOption {}

  /** LOGGED or UNLOGGED. */
  record Logged(boolean logged) implements SequenceOption {}
}
