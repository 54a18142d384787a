/**
 * Data types: which Java values stand for SQL values, how they are printed, read and compared.
 * {@link dev.instar.engine.type.Types} has them all, by name and by PostgreSQL's OID.
 *
 * <p>NULL is null everywhere, and no type is ever asked about it. Values are immutable, and equal
 * (in Java) exactly when SQL's {@code =} says so of that type's default equality.
 */
package dev.instar.engine.type;
