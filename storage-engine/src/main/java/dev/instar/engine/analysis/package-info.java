/**
 * From a statement as it is written to a statement as it is meant: which table and column a name is,
 * which function a call, what type everything has, where values are converted. The outcome is a tree
 * of its own ({@link dev.instar.engine.analysis.BoundStatement}, {@link
 * dev.instar.engine.analysis.BoundQuery}, {@link dev.instar.engine.analysis.BoundExpression}), about
 * which nothing is left to ask: whoever runs it looks up no name and finds no mistake in the types.
 *
 * <p>Relations are locked here, as a statement names them, because what a name means is only fixed
 * under the lock.
 */
package dev.instar.engine.analysis;
