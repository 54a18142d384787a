/** Streams of the engine and of a real server, side by side. */
package dev.instar.engine.logical;
