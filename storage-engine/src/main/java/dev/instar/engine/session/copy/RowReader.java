package dev.instar.engine.session.copy;

/** Makes rows of fields from bytes as they come. Of one thread. */
interface RowReader {
  /** Takes rows. */
  interface Rows {
    /** A row of texts; null for NULL, {@link #DEFAULT} for what stands for the default. */
    void text(String[] fields);

    /** A row of values in binary form; null for NULL. */
    void binary(byte[][] fields);
  }

  /** In place of a field: the column's default. No text has the character. */
  String DEFAULT = "\0";

  /** More bytes; what is not a whole row yet is kept. */
  void data(byte[] bytes, Rows rows);

  /** There are no more. */
  void end(Rows rows);

  /** The line that is being read, from 1. */
  long line();

  /** What that line says, for messages; empty for none. */
  String text();
}
