package dev.instar.engine.sql;

import java.util.List;
import java.util.Optional;

/** Settings of the session and the transaction, and savepoints. */
public sealed interface SessionCommand extends Command {

  /**
   * {@code SET [SESSION | LOCAL] name = value, …}. TIME ZONE sets {@code timezone}, NAMES {@code
   * client_encoding}, SCHEMA {@code search_path}, ROLE {@code role}, SESSION AUTHORIZATION {@code
   * session_authorization}.
   *
   * @param name as written, with its dots, folded; settings are found by it without regard to case
   * @param values strings without their quotes; empty for DEFAULT
   */
  record Set(boolean local, String name, List<String> values) implements SessionCommand {
    public Set {
      values = List.copyOf(values);
    }
  }

  /** {@code RESET name | ALL}; without a name for ALL. */
  record Reset(Optional<String> name) implements SessionCommand {}

  /** {@code SHOW name | ALL}; without a name for ALL. */
  record Show(Optional<String> name) implements SessionCommand {}

  /** {@code SET TRANSACTION modes}, and {@code SET SESSION CHARACTERISTICS AS TRANSACTION}. */
  record SetTransaction(boolean forSession, TransactionModes modes) implements SessionCommand {}

  /** {@code SET TRANSACTION SNAPSHOT 'id'}. */
  record SetTransactionSnapshot(String snapshot) implements SessionCommand {}

  /** {@code SET CONSTRAINTS ALL | name, … DEFERRED | IMMEDIATE}; without names for ALL. */
  record SetConstraints(List<QualifiedName> names, boolean deferred) implements SessionCommand {
    public SetConstraints {
      names = List.copyOf(names);
    }
  }

  /** {@code SAVEPOINT name}. */
  record Savepoint(String name) implements SessionCommand {}

  /** {@code RELEASE [SAVEPOINT] name}. */
  record ReleaseSavepoint(String name) implements SessionCommand {}

  /** {@code ROLLBACK TO [SAVEPOINT] name}. */
  record RollbackToSavepoint(String name) implements SessionCommand {}

  /** DO with a block of statements, in their order. */
  record Do(List<Execute> statements) implements SessionCommand {
    public Do {
      statements = List.copyOf(statements);
    }

    /**
     * EXECUTE of a constant.
     *
     * @param line where in the block, from 1
     */
    public record Execute(String statement, int line) {}
  }

  /** DISCARD. */
  record Discard(Kind kind) implements SessionCommand {
    /** What is let go of. */
    public enum Kind {
      ALL,
      PLANS,
      SEQUENCES,
      TEMPORARY
    }
  }
}
