package dev.instar.engine.sql;

import dev.instar.engine.sql.Token.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts a script into statements at its semicolons, by the rules of psql's {@code psqlscan.l}: those
 * in parentheses and in the body of a function that is written out ({@code BEGIN ATOMIC … END}) end
 * nothing. What is psql's own, a line that begins with a backslash and the lines of data behind
 * {@code COPY … FROM stdin}, is left out. For one script.
 */
final class ScriptSplitter {
  private final SourceText source;
  private final Lexer lexer;
  private final Consumer<StatementText> statements;

  // Of the statement at hand.
  private final StringBuilder text = new StringBuilder();
  private final List<String> beginning = new ArrayList<>();
  private int start;
  private int copied;
  private int end;
  private int parentheses;
  private int blocks;
  private boolean copiesIn;

  ScriptSplitter(String script, Consumer<StatementText> statements) {
    this.statements = statements;
    source = new SourceText(script);
    lexer = Lexer.withLongNames(source);
  }

  /**
   * Hands over all statements that are not empty.
   *
   * @throws SqlSyntaxException for a text that is cut into no tokens, such as one with a quote that
   *     is never closed
   */
  void split() {
    while (true) {
      if (beginning.isEmpty() && lexer.skipMetaCommand()) {
        continue;
      }
      Token token = lexer.next();
      if (token.kind() == Kind.END) {
        finish();
        return;
      }
      if (token.isSymbol(";") && parentheses == 0 && blocks == 0) {
        boolean data = copiesIn;
        finish();
        if (data) {
          lexer.skipCopyData();
        }
      } else {
        add(token);
      }
    }
  }

  private void add(Token token) {
    if (beginning.isEmpty()) {
      start = token.span().start();
      copied = start;
    }
    end = token.span().end();
    if (token.isSymbol("(")) {
      parentheses++;
    } else if (token.isSymbol(")")) {
      parentheses = Math.max(0, parentheses - 1);
    } else if (token.kind() == Kind.WORD) {
      word(token);
    }
    if (token.isLabel()) {
      cut(token);
    }
    if (beginning.size() < StatementText.BEGINNING_TOKENS) {
      beginning.add(token.isLabel() || token.kind() == Kind.SYMBOL ? token.value() : "?");
    }
  }

  private void word(Token word) {
    if (parentheses == 0 && definesRoutine()) {
      if (word.isWord("begin") || (word.isWord("case") && blocks > 0)) {
        blocks++;
      } else if (word.isWord("end")) {
        blocks = Math.max(0, blocks - 1);
      }
    }
    if (word.isWord("stdin") && beginning.getFirst().equals("copy")) {
      copiesIn = true;
    }
  }

  private boolean definesRoutine() {
    int kind = beginning.size() > 2 && beginning.get(1).equals("or") ? 3 : 1;
    return beginning.size() > kind
        && beginning.getFirst().equals("create")
        && (beginning.get(kind).equals("function") || beginning.get(kind).equals("procedure"));
  }

  /** Takes over the text up to this name, and the name cut, if it is too long. */
  private void cut(Token name) {
    if (name.value().getBytes(StandardCharsets.UTF_8).length <= Lexer.MAX_NAME_BYTES) {
      return;
    }
    text.append(source.slice(copied, name.span().start()));
    text.append('"').append(cut(name.value()).replace("\"", "\"\"")).append('"');
    copied = name.span().end();
  }

  /** The longest beginning of whole characters that a server of UTF-8 keeps. */
  private static String cut(String name) {
    int bytes = 0;
    int length = 0;
    while (length < name.length()) {
      int next = name.offsetByCodePoints(length, 1);
      bytes += name.substring(length, next).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > Lexer.MAX_NAME_BYTES) {
        break;
      }
      length = next;
    }
    return name.substring(0, length);
  }

  private void finish() {
    if (!beginning.isEmpty()) {
      text.append(source.slice(copied, end));
      statements.accept(
          new StatementText(
              text.toString(), source.lineOf(start), source.columnOf(start), beginning));
    }
    text.setLength(0);
    beginning.clear();
    parentheses = 0;
    blocks = 0;
    copiesIn = false;
  }
}
