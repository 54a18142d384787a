/**
 * Tables as data: names, columns, keys, constraints, sizes, and what the server is. Immutable,
 * pure, filled by the rooms that read a server's catalog. Knows no statement and no connection.
 */
package dev.instar.migrator.schema;
