/**
 * {@code instar demo}: a shop whose clients never stop, a migration as it is usually run, and the
 * same migration run by Instar, side by side.
 *
 * <p>Entry: {@link dev.instar.samples.demo.DemoCommand}. Runs on the bundled engine or on a
 * PostgreSQL server of its own ({@link dev.instar.samples.demo.Ground}), and leaves nothing behind.
 * Uses the load of {@link dev.instar.samples.load} and the migrator's public entry; what Instar
 * says about itself is checked against what the clients were promised.
 */
package dev.instar.samples.demo;
