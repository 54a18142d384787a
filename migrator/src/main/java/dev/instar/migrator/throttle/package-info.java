/**
 * When work may go on, and how fast.
 *
 * <p>Entry: {@link dev.instar.migrator.throttle.Throttle}, asked before every chunk, flush and
 * batch, and told afterwards what it cost; {@link dev.instar.migrator.throttle.PacedThrottle} is
 * the one that throttles. How long work rests is {@link dev.instar.migrator.throttle.Pace}'s rule,
 * how many rows may be written is {@link dev.instar.migrator.throttle.RowBudget}'s, and both are
 * pure.
 *
 * <p>{@link dev.instar.migrator.throttle.LoadWatch} samples {@link
 * dev.instar.migrator.throttle.Signal signals} (replica lag, sessions, retained WAL, a flag file,
 * …) about once a second. It fails closed: a signal that cannot be read, or was not read for some
 * seconds, counts as overload, and says so.
 */
package dev.instar.migrator.throttle;
