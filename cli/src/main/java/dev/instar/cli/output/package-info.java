/**
 * What commands leave in files: {@link dev.instar.cli.output.OutputFile} is there whole or not at
 * all.
 */
package dev.instar.cli.output;
