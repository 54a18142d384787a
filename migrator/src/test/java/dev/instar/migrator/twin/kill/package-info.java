/**
 * The runner is ended at any moment, in any way, while clients use the table, and goes on. Entry:
 * {@link dev.instar.migrator.twin.kill.Trial}, one migration that survives whatever happens to it.
 * The runner is the one of production in a process of its own ({@link
 * dev.instar.migrator.twin.kill.RunnerMain}), and knows nothing of being killed.
 */
package dev.instar.migrator.twin.kill;
