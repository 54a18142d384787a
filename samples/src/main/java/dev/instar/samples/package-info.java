/**
 * The numbered sample migrations, and which servers they are run on. Used by the demo, the
 * benchmark and the tests over the whole; knows none of them.
 */
package dev.instar.samples;
