/**
 * ALTER TABLE. One class for each kind of action; {@link
 * dev.instar.engine.define.alter.AlterTables} has the order of things:
 *
 * <pre>
 *   lock     the strongest level that any action needs (AlterLocks, a table)
 *   passes   each action edits the catalog, and notes in TableWork what is to be done to rows
 *            (Pass: drops first, then types, new columns, constraints, all else)
 *   rows     one rewrite or one scan for all of them together, then indexes, then foreign keys
 * </pre>
 *
 * <p>What costs nothing on PostgreSQL costs nothing here: a column with a constant default is a
 * value that rows lack ({@link dev.instar.engine.catalog.Column#missing}), {@code varchar} that
 * becomes {@code text} is another line in the catalog. What costs a scan there is a scan here, and
 * what rewrites a table there fills a new tree here ({@link
 * dev.instar.engine.define.alter.TableRewrite}), under the same lock for as long as it takes: a
 * migration that is rehearsed here meets what it will meet.
 *
 * <h2>Rewrites and readers of the log</h2>
 *
 * A rewrite is no change of rows. Its rows are written into a tree that no table has at that point
 * of the log: the catalog's entry for the table, with the new tree's number, comes after them.
 * Whoever decodes the log knows the catalog at each point, and passes over rows of trees without a
 * table. Rows that the same transaction writes afterwards are changes as all others.
 */
package dev.instar.engine.define.alter;
