package dev.instar.migrator.plan;

/** How a statement is carried out, cheapest safe one first. */
public enum Strategy {
  INSTANT,
  NATIVE_ONLINE,
  SHADOW_TABLE,
  BATCHED_WRITE,
  REFUSE
}
