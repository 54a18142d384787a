/**
 * OIDs as names and names as OIDs, as the search path has it: what regclass and its kind read and
 * print, {@code format_type}, and the names in definitions.
 */
package dev.instar.engine.system.name;
