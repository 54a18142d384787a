/** Functions, operators and casts against a real PostgreSQL. */
package dev.instar.engine.function;
