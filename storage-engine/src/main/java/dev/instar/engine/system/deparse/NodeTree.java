package dev.instar.engine.system.deparse;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code pg_node_tree} holds here: the expression's SQL, and which column it is for, so that a
 * literal gets the column's type. Several expressions stand one after the other:
 *
 * <pre>
 *   {EXPR :column 3 :sql 'none'}
 *   {EXPR :column 0 :sql lower(name)}{EXPR :column 0 :sql (a + b)}
 * </pre>
 *
 * @param column the number of the column whose default it is; 0 for none
 * @param sql that can be parsed again
 */
public record NodeTree(int column, String sql) {
  private static final String HEAD = "{EXPR :column ";
  private static final String SQL = " :sql ";
  private static final String END = "}{EXPR :column ";

  /** As the catalog's column has it. */
  public String text() {
    return HEAD + column + SQL + sql + "}";
  }

  /** Several, as the catalog's column has them; null for none. */
  public static String text(List<String> expressions) {
    StringBuilder out = new StringBuilder();
    expressions.forEach(sql -> out.append(new NodeTree(0, sql).text()));
    return out.isEmpty() ? null : out.toString();
  }

  /** Reads what {@link #text} wrote. */
  public static List<NodeTree> parse(String text) {
    List<NodeTree> trees = new ArrayList<>();
    int from = 0;
    while (text.startsWith(HEAD, from)) {
      int sql = text.indexOf(SQL, from);
      int next = text.indexOf(END, sql);
      int end = next < 0 ? text.length() - 1 : next;
      int column = Integer.parseInt(text.substring(from + HEAD.length(), sql));
      trees.add(new NodeTree(column, text.substring(sql + SQL.length(), end)));
      from = end + 1;
    }
    return trees;
  }
}
