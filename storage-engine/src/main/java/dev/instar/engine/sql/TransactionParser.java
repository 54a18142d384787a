package dev.instar.engine.sql;

import dev.instar.engine.sql.Statement.TransactionControl;
import dev.instar.engine.sql.TransactionModes.Isolation;
import java.util.Optional;

/** BEGIN, COMMIT, ROLLBACK and their spellings, savepoints, and the modes of a transaction. */
final class TransactionParser {
  private final TokenStream tokens;
  private final NameParser names;

  TransactionParser(TokenStream tokens, NameParser names) {
    this.tokens = tokens;
    this.names = names;
  }

  /** BEGIN and START TRANSACTION. */
  Statement begin() {
    if (tokens.next().isWord("start")) {
      tokens.expect("transaction");
    } else {
      noise();
    }
    TransactionModes modes = modesCome() ? modes() : TransactionModes.NONE;
    return new TransactionControl(TransactionControl.Kind.BEGIN, modes, false);
  }

  /** COMMIT, END, ROLLBACK and ABORT. */
  Statement end() {
    String word = tokens.next().value();
    boolean commits = word.equals("commit") || word.equals("end");
    boolean whole = word.equals("commit") || word.equals("rollback");
    if (whole && tokens.at("prepared")) {
      throw tokens.unsupported(tokens.peek(), "two-phase commit is not supported");
    }
    noise();
    if (word.equals("rollback") && tokens.accept("to")) {
      return new SessionCommand.RollbackToSavepoint(savepointName());
    }
    boolean chain = false;
    if (tokens.accept("and")) {
      chain = !tokens.accept("no");
      tokens.expect("chain");
    }
    return new TransactionControl(
        commits ? TransactionControl.Kind.COMMIT : TransactionControl.Kind.ROLLBACK,
        TransactionModes.NONE,
        chain);
  }

  private void noise() {
    if (!tokens.accept("work")) {
      tokens.accept("transaction");
    }
  }

  Statement savepoint() {
    tokens.expect("savepoint");
    return new SessionCommand.Savepoint(names.columnName("a savepoint"));
  }

  Statement release() {
    tokens.expect("release");
    return new SessionCommand.ReleaseSavepoint(savepointName());
  }

  /** {@code [SAVEPOINT] name}; a savepoint may be called savepoint. */
  private String savepointName() {
    if (tokens.at("savepoint") && tokens.peek(1).isColumnName()) {
      tokens.next();
    }
    return names.columnName("a savepoint");
  }

  private boolean modesCome() {
    return tokens.atAnyOf("isolation", "read", "deferrable", "not");
  }

  /** One mode or more, with or without commas between. */
  TransactionModes modes() {
    Optional<Isolation> isolation = Optional.empty();
    Optional<Boolean> readOnly = Optional.empty();
    Optional<Boolean> deferrable = Optional.empty();
    do {
      if (tokens.accept("isolation")) {
        tokens.expect("level");
        isolation = Optional.of(isolation());
      } else if (tokens.accept("read")) {
        readOnly = Optional.of(tokens.accept("only"));
        if (!readOnly.get()) {
          tokens.expect("write");
        }
      } else if (tokens.accept("not")) {
        tokens.expect("deferrable");
        deferrable = Optional.of(false);
      } else if (tokens.accept("deferrable")) {
        deferrable = Optional.of(true);
      } else {
        throw tokens.unexpected("a mode of a transaction");
      }
    } while (tokens.acceptSymbol(",") || modesCome());
    return new TransactionModes(isolation, readOnly, deferrable);
  }

  private Isolation isolation() {
    if (tokens.accept("serializable")) {
      return Isolation.SERIALIZABLE;
    }
    if (tokens.accept("repeatable")) {
      tokens.expect("read");
      return Isolation.REPEATABLE_READ;
    }
    if (!tokens.accept("read")) {
      throw tokens.unexpected("a level of isolation");
    }
    if (tokens.accept("committed")) {
      return Isolation.READ_COMMITTED;
    }
    tokens.expect("uncommitted");
    return Isolation.READ_UNCOMMITTED;
  }
}
