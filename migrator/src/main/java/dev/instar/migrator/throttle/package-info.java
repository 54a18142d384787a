/**
 * When work may go on, and how fast. {@link dev.instar.migrator.throttle.Throttle} is asked before
 * every chunk, flush and batch, and told afterwards what it cost; signals (replica lag, sessions,
 * retained WAL, a flag file, …) slow it or stop it. A signal that cannot be read counts as overload.
 */
package dev.instar.migrator.throttle;
