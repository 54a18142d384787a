/**
 * How the rows of a statement are found. {@link dev.instar.engine.plan.Planner} makes of a {@link
 * dev.instar.engine.analysis.BoundStatement} a tree of {@link dev.instar.engine.plan.PlanNode}s,
 * once; each run of it opens {@link dev.instar.engine.plan.RowSource}s that hand up one row after
 * the other.
 *
 * <p>All sources of a SELECT share one row as {@link dev.instar.engine.analysis.BoundSource} lays
 * it out: a scan fills its own slots, a join puts two rows together. So an expression is the same
 * wherever in the tree it is evaluated, and conditions can be moved down to where all their slots
 * are filled.
 *
 * <p>A plan is of one session's catalog: it holds tables and indexes as they were when it was made,
 * and is thrown away with the analysis that it was made from.
 */
package dev.instar.engine.plan;
