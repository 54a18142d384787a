package dev.instar.engine.type;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;

/**
 * pg_node_tree, as which catalogs show expressions: here the expression's own text. It comes from
 * catalogs only.
 */
final class NodeTreeCodec implements Codec<String> {
  @Override
  public String parse(String text, TextFormat format) {
    throw refused();
  }

  @Override
  public String print(String value, TextFormat format) {
    return value;
  }

  @Override
  public String receive(byte[] binary) {
    throw refused();
  }

  private static SqlException refused() {
    return new SqlException(
        SqlState.FEATURE_NOT_SUPPORTED, "cannot accept a value of type pg_node_tree");
  }

  @Override
  public byte[] send(String value) {
    return Utf8.encode(value);
  }

  @Override
  public int compare(String left, String right) {
    throw InputErrors.noOrder("pg_node_tree");
  }
}
