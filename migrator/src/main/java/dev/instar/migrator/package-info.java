/**
 * Migrations: planned purely, executed with effects at the edges.
 *
 * <p>The rooms, from the ground up: {@code error} (what can go wrong, and what to do next), {@code
 * schema} (tables as data), {@code plan} (steps as data), {@code report} (plans for readers),
 * {@code journal} (state in the target), {@code throttle}, {@code shadow} (the pipeline's
 * bookkeeping and loops), {@code postgresql} (all that only PostgreSQL knows), {@code run} (a
 * plan's execution).
 */
package dev.instar.migrator;
