/**
 * What the log says to those who read it as a changelog, beside changes of rows: when a transaction
 * committed and where it came from ({@link dev.instar.engine.changelog.CommitDetails}), which
 * tables were truncated ({@link dev.instar.engine.changelog.Truncation}), what somebody had to say
 * ({@link dev.instar.engine.changelog.LogicalMessage}).
 *
 * <p>And what must hold of a table that is published ({@link
 * dev.instar.engine.changelog.PublishedIdentity}), and which columns identify its rows ({@link
 * dev.instar.engine.changelog.IdentityColumns}).
 *
 * <p>This is the writing side, for rooms that change data; {@code engine.logical} reads it. Numbers
 * in payloads are big-endian.
 */
package dev.instar.engine.changelog;
