/** Types against a real PostgreSQL: text, binary and order. */
package dev.instar.engine.type;
