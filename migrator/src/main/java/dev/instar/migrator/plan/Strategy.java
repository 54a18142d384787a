package dev.instar.migrator.plan;

/** How a statement is carried out, cheapest safe one first. */
public enum Strategy {
  INSTANT,
  NATIVE_ONLINE,
  SHADOW_TABLE,
  BATCHED_WRITE,
  REFUSE,
  /** What it works on is not known where it was planned; nothing is guessed, and nothing runs. */
  UNKNOWN
}
