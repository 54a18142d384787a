package dev.instar.engine.store;

/**
 * What is known of a table's rows by those who can read them; immutable. It belongs to the storage:
 * whoever rewrites a table or truncates it begins without.
 */
public interface RowStatistics {}
