/** The engine's catalogs beside a real server's. */
package dev.instar.engine.system;
