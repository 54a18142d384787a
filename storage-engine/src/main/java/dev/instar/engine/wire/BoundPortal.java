package dev.instar.engine.wire;

import java.util.List;
import java.util.Optional;

/**
 * A portal of Bind: what runs, in which formats, and how it ended.
 *
 * <p>Mutable; its connection's thread's.
 */
final class BoundPortal {
  private final String name;
  private final Optional<SqlSession.Portal> portal;
  private final List<SqlSession.Column> columns;
  private final Formats formats;
  private Optional<String> tag = Optional.empty();

  /**
   * @param portal empty for the empty statement
   */
  BoundPortal(
      String name,
      Optional<SqlSession.Portal> portal,
      List<SqlSession.Column> columns,
      Formats formats) {
    this.name = name;
    this.portal = portal;
    this.columns = columns;
    this.formats = formats;
  }

  String name() {
    return name;
  }

  Optional<SqlSession.Portal> portal() {
    return portal;
  }

  List<SqlSession.Column> columns() {
    return columns;
  }

  boolean returnsRows() {
    return portal.isPresent() && portal.get().returnsRows();
  }

  Formats formats() {
    return formats;
  }

  /** The command tag, once it has run to its end. */
  Optional<String> tag() {
    return tag;
  }

  void completed(String commandTag) {
    tag = Optional.of(commandTag);
  }

  void close() {
    portal.ifPresent(SqlSession.Portal::close);
  }
}
