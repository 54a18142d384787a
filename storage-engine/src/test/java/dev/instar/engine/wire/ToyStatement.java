package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.DataType;
import dev.instar.engine.wire.SqlSession.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement of the toy's: its kind is a pattern. Select lists are made of integers, strings and
 * parameters, with casts to int4 and text, and 1/0.
 */
record ToyStatement(Kind kind, String text, List<DataType> parameters, List<Column> columns)
    implements SqlSession.Prepared {

  enum Kind {
    BEGIN("(begin|start transaction)\\b.*"),
    ROLLBACK_TO("rollback to( savepoint)? .*"),
    COMMIT("(commit|end)\\b.*"),
    ROLLBACK("(rollback|abort)\\b.*"),
    SAVEPOINT("savepoint .*"),
    RELEASE("release .*"),
    SET("set .*"),
    SHOW("show .*"),
    DISCARD_ALL("discard all"),
    DEALLOCATE_ALL("deallocate all"),
    CREATE("create (temp )?table .*"),
    INSERT("insert into t values.*"),
    DELETE("delete from t"),
    COPY_IN("copy t from stdin.*"),
    COPY_OUT("copy t to stdout.*"),
    NOTICE("do .*"),
    SLEEP("select pg_sleep\\(.*"),
    DEFERRED("defer an error"),
    SERIES("select (\\* from )?generate_series\\(.*"),
    TABLE("(select (\\*|a, ?b) from t|table t)( .*)?"),
    ACCOUNT("select abalance from pgbench_accounts where aid = .*"),
    QUOTIENTS("select 6/\\(3-g\\) from generate_series\\(1, 5\\) g"),
    SELECT("select .*");

    private final Pattern pattern;

    Kind(String pattern) {
      this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
    }
  }

  private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)(?:::(\\w+))?");

  static ToyStatement parse(String text, int[] types) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    for (Kind kind : Kind.values()) {
      if (kind.pattern.matcher(lower).matches()) {
        return new ToyStatement(
            kind, text.strip(), parameters(kind, text, types), columns(kind, text));
      }
    }
    throw new SqlException(
            SqlState.SYNTAX_ERROR, "syntax error at or near \"" + text.split("\\W")[0] + "\"")
        .with(SqlException.Field.POSITION, "1");
  }

  private static List<DataType> parameters(Kind kind, String text, int[] types) {
    List<DataType> parameters = new ArrayList<>();
    Matcher matcher = PARAMETER.matcher(text);
    while (matcher.find()) {
      int number = Integer.parseInt(matcher.group(1));
      while (parameters.size() < number) {
        int index = parameters.size();
        parameters.add(
            index < types.length && types[index] != 0
                ? ToyType.ofOid(types[index])
                : inferred(kind, index, matcher.group(2)));
      }
    }
    return parameters;
  }

  private static DataType inferred(Kind kind, int index, String cast) {
    if (cast != null) {
      return ToyType.ofName(cast);
    }
    boolean number =
        switch (kind) {
          case SERIES, ACCOUNT -> true;
          case INSERT -> index % 2 == 0;
          default -> false;
        };
    return number ? ToyType.INT4 : ToyType.TEXT;
  }

  private static List<Column> columns(Kind kind, String text) {
    return switch (kind) {
      case SHOW -> List.of(column(text.strip().split("\\s+")[1], ToyType.TEXT));
      case SLEEP -> List.of(column("pg_sleep", ToyType.TEXT));
      case SERIES -> List.of(column("generate_series", ToyType.INT4));
      case QUOTIENTS -> List.of(column("?column?", ToyType.INT4));
      case ACCOUNT -> List.of(column("abalance", ToyType.INT4));
      case TABLE ->
          List.of(new Column("a", 1, 1, ToyType.INT4, -1), new Column("b", 1, 2, ToyType.TEXT, -1));
      case SELECT -> items(text).stream().map(ToyStatement::itemColumn).toList();
      default -> List.of();
    };
  }

  private static Column column(String name, DataType type) {
    return new Column(name, 0, 0, type, -1);
  }

  /** The expressions of a select list. */
  static List<String> items(String text) {
    String list = text.strip().substring("select ".length());
    List<String> items = new ArrayList<>();
    Matcher matcher = Pattern.compile("((?:'(?:[^']++|'')*+'|[^',]++)++),?").matcher(list);
    while (matcher.find()) {
      items.add(matcher.group(1).strip());
    }
    return items;
  }

  private static Column itemColumn(String item) {
    int cast = item.indexOf("::");
    String type = cast >= 0 ? item.substring(cast + 2) : item.startsWith("'") ? "text" : "int4";
    if (item.startsWith("$") && cast < 0) {
      type = "text";
    }
    return column(
        cast >= 0 && !item.startsWith("$") ? type : cast >= 0 ? type : "?column?",
        ToyType.ofName(type));
  }
}
