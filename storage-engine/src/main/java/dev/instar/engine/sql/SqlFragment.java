package dev.instar.engine.sql;

import java.util.Objects;

/**
 * An expression together with the text it was written in.
 *
 * @param text the expression exactly as written, without surrounding white space or comments; safe
 *     to put between parentheses into another statement
 * @param tree what it means
 */
public record SqlFragment(String text, Expression tree) {
  public SqlFragment {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(tree, "tree");
  }
}
