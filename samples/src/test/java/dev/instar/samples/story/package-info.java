/**
 * The numbered samples, each told as its folder has it, on a real PostgreSQL and on the bundled
 * engine; and what their stories say beside that.
 */
package dev.instar.samples.story;
