/**
 * Instar as its users run it: a process of its own, told what to do on its command line, telling
 * how it goes in JSON lines. Entry: {@link dev.instar.samples.process.InstarProcess}. Used by the
 * demo, the benchmark, and the tests that kill it.
 */
package dev.instar.samples.process;
