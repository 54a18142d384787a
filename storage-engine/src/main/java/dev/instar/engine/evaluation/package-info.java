/**
 * Expressions at work: a {@link dev.instar.engine.analysis.BoundExpression} becomes a tree of small
 * functions ({@link dev.instar.engine.evaluation.Evaluator}) once, and is evaluated for every row.
 */
package dev.instar.engine.evaluation;
