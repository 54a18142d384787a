/**
 * Expressions, queries and definitions as SQL, the way PostgreSQL prints its own trees: every
 * operator in parentheses, every conversion that was written or inserted written out.
 */
package dev.instar.engine.system.deparse;
