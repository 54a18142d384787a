/**
 * One ordered stream of committed transactions, whichever server it comes from.
 *
 * <p>Entry: {@link dev.instar.changelog.ChangeStream}. A stream tells <em>which keys</em> of which
 * tables changed, never the values of other columns: who reads it re-reads the rows on the server.
 * Every transaction is handed over only once every snapshot taken later sees it (invariant I1,
 * visibility); the rooms below this one say how each server is made to keep that promise.
 *
 * <p>This module knows change streams. It does not know migrations, nor the bundled engine.
 */
package dev.instar.changelog;
