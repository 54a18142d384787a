/** Tests that start the real process: its exit codes, what it prints, its launcher. */
package dev.instar.cli.process;
