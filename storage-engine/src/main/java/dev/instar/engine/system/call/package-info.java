/** The functions that ask catalog, locks, sequences, transactions or other sessions. */
package dev.instar.engine.system.call;
