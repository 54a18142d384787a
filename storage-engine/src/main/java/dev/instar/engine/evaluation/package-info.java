/**
 * Expressions at work: a {@link dev.instar.engine.analysis.BoundExpression} becomes a tree of small
 * functions ({@link dev.instar.engine.evaluation.Evaluator}) once, by {@link
 * dev.instar.engine.evaluation.Evaluators}, and is evaluated for every row.
 *
 * <p>What an expression reads stands in a {@link dev.instar.engine.evaluation.Frame}: the row at
 * hand, and the frames of the enclosing queries. All frames of one run of a statement share an
 * {@link dev.instar.engine.evaluation.Execution}: the statement's context, its parameters, and what
 * is computed once in a run (subqueries that do not depend on a row, WITH queries).
 *
 * <p>Comparisons and sums of integers and text, which is what most rows are tested by, have forms
 * of their own ({@link dev.instar.engine.evaluation.BinaryOperation}) that need no array of
 * arguments. What is a constant is computed once: with the plan. NULL is null, and conditions have
 * three values: {@link dev.instar.engine.evaluation.Evaluator#holds} takes NULL for no.
 *
 * <p>Subqueries are compiled by whoever plans queries, through {@link
 * dev.instar.engine.evaluation.SubqueryCompiler}; this room knows nothing of plans.
 */
package dev.instar.engine.evaluation;
