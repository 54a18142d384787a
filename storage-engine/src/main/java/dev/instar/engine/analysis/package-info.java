/**
 * From a statement as it is written to a statement as it is meant: which table and column a name
 * is, which function a call, what type everything has, where values are converted. The outcome is a
 * tree of its own ({@link dev.instar.engine.analysis.BoundStatement}, {@link
 * dev.instar.engine.analysis.BoundQuery}, {@link dev.instar.engine.analysis.BoundExpression}),
 * about which nothing is left to ask: whoever runs it looks up no name and finds no mistake in the
 * types.
 *
 * <p>{@link dev.instar.engine.analysis.Analyzer} begins. A statement has one {@code Analysis},
 * which gathers locks, parameters and privileges; a query has an {@code Environment} around it; a
 * SELECT has a {@code Scope}, to which FROM adds names. Expressions are understood by {@link
 * dev.instar.engine.analysis.ExpressionAnalyzer} and the classes beside it, one family each; every
 * conversion goes through {@code Coercion}. What FROM means is in {@code FromAnalyzer}, {@code
 * RelationSources} and {@code JoinColumns}.
 *
 * <p>A SELECT is understood in two steps. First all of its expressions, over the row of its
 * sources; aggregates and window functions are slots far behind that row meanwhile ({@code
 * SelectStages}). Then, when it is known what is grouped, each is made one over the row of its
 * stage ({@code GroupedRow}), and a column that has no single value in a group is refused.
 *
 * <p>Relations are locked here, as a statement names them, because what a name means is only fixed
 * under the lock. Errors are PostgreSQL's in SQLSTATE, words, place and hint.
 */
package dev.instar.engine.analysis;
