package dev.instar.engine.plan;

/** Rows that a run keeps, to be read several times. */
interface KeptRows {
  /** From the first one on. */
  RowSource read();
}
