package dev.instar.engine.wire;

import dev.instar.engine.wire.frame.MessageWriter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Runs a portal and sends what comes of it, but for the end: that differs between the protocols.
 */
final class Execution {
  private static final SqlSession.RowSink NO_ROWS =
      row -> {
        throw new IllegalStateException("a row of a statement that returns none");
      };

  private final SqlSession session;
  private final MessageWriter writer;
  private final CopyTransfer copies;
  private final Statements statements;
  private final Portals portals;

  Execution(
      SqlSession session,
      MessageWriter writer,
      CopyTransfer copies,
      Statements statements,
      Portals portals) {
    this.session = session;
    this.writer = writer;
    this.copies = copies;
    this.statements = statements;
    this.portals = portals;
  }

  /**
   * Runs it.
   *
   * @param maxRows 0 or less for all
   * @return the command tag; empty if the portal has more rows
   */
  Optional<String> run(
      SqlSession.Portal portal, List<SqlSession.Column> columns, Formats formats, int maxRows)
      throws IOException {
    boolean inBlock = session.status() != SqlSession.TransactionStatus.IDLE;
    Optional<SqlSession.Copy> copy = portal.copy();
    Optional<String> tag;
    if (copy.isPresent()) {
      tag = Optional.of(copies.run(copy.get()));
    } else if (!portal.returnsRows()) {
      tag = portal.execute(Math.max(maxRows, 0), NO_ROWS);
    } else {
      RowWriter rows = new RowWriter(writer, columns, formats, session.format());
      tag = portal.execute(Math.max(maxRows, 0), rows);
    }
    if (tag.isPresent() && !portal.returnsRows()) {
      forgetWhatEnded(tag.get(), inBlock);
    }
    return tag;
  }

  private void forgetWhatEnded(String tag, boolean inBlock) {
    if (tag.equals("DEALLOCATE ALL") || tag.equals("DISCARD ALL")) {
      statements.closeAll();
    }
    if (inBlock && session.status() == SqlSession.TransactionStatus.IDLE) {
      portals.closeAll();
    }
  }
}
