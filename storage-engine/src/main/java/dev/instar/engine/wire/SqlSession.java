package dev.instar.engine.wire;

import dev.instar.engine.type.DataType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a connection talks to. Called by one thread, but for {@link #cancel} and {@link #terminate}.
 * Every method but these and {@link #close} may throw {@link dev.instar.engine.error.SqlException};
 * the session then is as PostgreSQL's would be: a transaction block has failed, everything else
 * goes on.
 */
public interface SqlSession extends AutoCloseable {
  /** As ReadyForQuery tells it. */
  enum TransactionStatus {
    IDLE,
    IN_BLOCK,
    FAILED
  }

  /** A column of a result. The relation's OID and column number are 0 for a computed one. */
  record Column(String name, int relation, int number, DataType type, int modifier) {}

  /** A statement that was parsed and analysed. Stays usable until closed; DDL may make it fail. */
  interface Prepared {
    List<DataType> parameters();

    /** Of the rows that it returns. */
    List<Column> columns();

    /** Whether it returns rows; those of {@code SELECT FROM t} have no column. */
    default boolean returnsRows() {
      return !columns().isEmpty();
    }
  }

  /** A statement that runs, and hands out its rows as they are wanted. */
  interface Portal extends AutoCloseable {
    List<Column> columns();

    /** As {@link Prepared#returnsRows}. */
    default boolean returnsRows() {
      return !columns().isEmpty();
    }

    /**
     * Runs on. Not called again once it has returned a tag, or thrown.
     *
     * @param maxRows 0 for all
     * @param rows what it throws goes through
     * @return the command tag, such as {@code SELECT 5}; empty if there are more rows
     */
    Optional<String> execute(int maxRows, RowSink rows);

    /** COPY FROM STDIN and COPY TO STDOUT run through this instead. */
    Optional<Copy> copy();

    @Override
    void close();
  }

  /** Takes rows. The values belong to the columns' types; null is NULL. */
  @FunctionalInterface
  interface RowSink {
    void row(Object[] values);
  }

  /** A COPY that waits for its data, or has data to give; bytes are the file's, as they come. */
  sealed interface Copy {
    /** COPY FROM STDIN. */
    non-sealed interface In extends Copy {
      void data(byte[] bytes);

      /** The client is done; returns the command tag. */
      String end();

      /** The client gives up: throws 57014 as PostgreSQL does. */
      void fail(String message);
    }

    /** COPY TO STDOUT. */
    non-sealed interface Out extends Copy {
      /** The next piece, a row; empty at the end, then {@link #tag}. */
      Optional<byte[]> next();

      String tag();
    }

    int columnCount();

    boolean binary();
  }

  /**
   * Splits a simple query into statements: pieces of the text as they stand there, in order. Empty
   * if there is nothing but white space, comments and semicolons.
   *
   * @throws dev.instar.engine.error.SqlException with 42601 before anything has run
   */
  List<String> split(String script);

  /**
   * @param parameterTypes OIDs; 0, or fewer than there are parameters, where they are to be
   *     inferred
   */
  Prepared prepare(String statement, int[] parameterTypes);

  /** Binds parameters to a statement; the values belong to {@link Prepared#parameters}. */
  Portal bind(Prepared statement, Object[] parameters);

  /**
   * Begins a message's work: outside a block, what follows until {@link #sync} is one transaction.
   */
  void begin();

  /**
   * The end of an implicit transaction: commits it, or rolls it back after an error, whoever found
   * the error: it may come without {@link #begin}, and it makes a block that is open a failed one.
   * Whether or not it throws, the implicit transaction is over.
   */
  void sync(boolean failed);

  TransactionStatus status();

  /** How to print and read in this session at this moment. */
  dev.instar.engine.type.TextFormat format();

  /** Settings whose changes clients are told: all after start-up, afterwards those that changed. */
  Map<String, String> changedParameters();

  /** Notices and warnings since the last call. */
  List<dev.instar.engine.error.SqlException> notices();

  /** From another thread: the statement that runs ends with 57014, if one does. */
  void cancel();

  /**
   * From another thread: the session is over. The statement that runs ends with 57P01, and so does
   * any that is begun before {@link #close}.
   */
  void terminate();

  /** Rolls back what is open, and lets go of all locks. */
  @Override
  void close();
}
