/** Whole migrations through the command line, in this process. */
package dev.instar.cli.migration;
