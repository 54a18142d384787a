package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.ParsedStatement;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.sql.SqlSyntaxException;
import dev.instar.engine.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Statements by their text: what a client sends again is not parsed again. Of its session's thread.
 */
final class ParsedTexts {
  /** What PostgreSQL says of it, and what the grammar knows beyond. */
  private static final Pattern AT =
      Pattern.compile("(syntax error at (?:end of input|or near \".*\")): (.+)", Pattern.DOTALL);

  private static final int MAX_TEXTS = 256;

  /** Longer ones are loads of data, which do not come twice. */
  private static final int MAX_LENGTH = 16 * 1024;

  private final Map<String, Statement> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Statement> eldest) {
          return size() > MAX_TEXTS;
        }
      };

  /** Of the script that was split last, those that are not kept. */
  private final Map<String, Statement> passing = new LinkedHashMap<>();

  /** The statements of a script, as they stand there. */
  List<String> split(String script) {
    passing.clear();
    if (known.containsKey(script)) {
      return List.of(script);
    }
    List<String> texts = new ArrayList<>();
    for (ParsedStatement parsed : parsed(script)) {
      texts.add(parsed.text());
      keep(parsed.text(), parsed.statement());
    }
    return texts;
  }

  /** The statements of a script that is part of a statement. */
  List<ParsedStatement> within(String script) {
    List<ParsedStatement> statements = parsed(script);
    statements.forEach(parsed -> keep(parsed.text(), parsed.statement()));
    return statements;
  }

  private void keep(String text, Statement statement) {
    if (text.length() <= MAX_LENGTH) {
      known.put(text, statement);
    } else {
      passing.put(text, statement);
    }
  }

  /** The one statement of a text. */
  Statement statement(String text) {
    Statement statement = known.get(text);
    if (statement == null) {
      statement = passing.get(text);
    }
    if (statement == null) {
      List<ParsedStatement> parsed = parsed(text);
      if (parsed.size() != 1) {
        throw new SqlException(
            SqlState.SYNTAX_ERROR, "cannot insert multiple commands into a prepared statement");
      }
      statement = parsed.getFirst().statement();
      keep(text, statement);
    }
    return statement;
  }

  private static List<ParsedStatement> parsed(String script) {
    try {
      return SqlParser.parseScript(script);
    } catch (SqlSyntaxException e) {
      throw error(e, script);
    }
  }

  /** What the grammar says, as an error of the statement. */
  static SqlException error(SqlSyntaxException e, String text) {
    SqlState state =
        switch (e.sqlState()) {
          case "0A000" -> SqlState.FEATURE_NOT_SUPPORTED;
          case "42622" -> SqlState.NAME_TOO_LONG;
          default -> SqlState.SYNTAX_ERROR;
        };
    int position = text.codePointCount(0, Math.min(e.offset(), text.length())) + 1;
    Matcher parts = AT.matcher(e.getMessage());
    if (!parts.matches()) {
      return new SqlException(state, e.getMessage(), e)
          .with(Field.POSITION, Integer.toString(position));
    }
    return new SqlException(state, parts.group(1), e)
        .with(Field.POSITION, Integer.toString(position))
        .with(Field.HINT, parts.group(2));
  }
}
