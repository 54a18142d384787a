/**
 * Functions, operators, casts and aggregates: what there is, which one a call means, and what it
 * does.
 *
 * <p>What there is stands in three tables beside this package's classes, taken from PostgreSQL 17's
 * catalog for all that is implemented here: {@code functions.tsv} (a line is a {@link
 * dev.instar.engine.function.Function}), {@code operators.tsv} (an operator is a name for a
 * function) and {@code casts.tsv}. The last column of a function names its {@link
 * dev.instar.engine.function.Implementation}, which one of the {@code …Functions} classes puts into
 * the {@link dev.instar.engine.function.Registry}: a family of functions a class.
 *
 * <p>Which one a call means is decided as chapter 10 of PostgreSQL's manual says: {@link
 * dev.instar.engine.function.Functions}, {@link dev.instar.engine.function.Operators} and {@link
 * dev.instar.engine.function.Casts} find it and give a {@link dev.instar.engine.function.Resolved},
 * which holds the casts of the arguments, the polymorphic types that came out, and the call.
 *
 * <p>How text is ordered and changes its case is asked of a call's {@link
 * dev.instar.engine.function.Collation}; analysis derives it.
 *
 * <p>NULL is null. A strict function is not called with it. The constructs with an evaluation order
 * of their own (AND, OR, CASE, COALESCE, NULLIF, GREATEST, LEAST, IN) are the executor's.
 */
package dev.instar.engine.function;
