/**
 * What PostgreSQL 17 says of itself, as files: the columns of its catalogs ({@link
 * dev.instar.engine.system.data.RelationFacts}) and the rows that it has in some of them from the
 * beginning ({@link dev.instar.engine.system.data.DataFile}).
 */
package dev.instar.engine.system.data;
