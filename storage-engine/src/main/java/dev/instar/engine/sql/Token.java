package dev.instar.engine.sql;

/**
 * A piece of SQL text.
 *
 * @param kind what it is
 * @param value what it says: a word in lower case, a quoted name without its quotes, an operator
 *     with {@code !=} as {@code <>}, anything else as written
 * @param span where it stands
 */
record Token(Kind kind, String value, SourceSpan span) {
  enum Kind {
    /** A key word or an unquoted name. */
    WORD,
    QUOTED_NAME,
    STRING,
    /** {@code N'…'}: a constant like STRING, but not where the grammar asks for a string. */
    NATIONAL_STRING,
    BIT_STRING,
    INTEGER,
    DECIMAL,
    PARAMETER,
    /** An operator, {@code =>}, {@code :=}, {@code ::}, or one character of punctuation. */
    SYMBOL,
    END
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && value.equals(word);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && value.equals(symbol);
  }

  /** Whether this may name a column, table or constraint (ColId of PostgreSQL's grammar). */
  boolean isColumnName() {
    return switch (kind) {
      case QUOTED_NAME -> true;
      case WORD ->
          switch (Keywords.categoryOf(value)) {
            case UNRESERVED, COLUMN_NAME -> true;
            case TYPE_OR_FUNCTION_NAME, RESERVED -> false;
          };
      case STRING, NATIONAL_STRING, BIT_STRING, INTEGER, DECIMAL, PARAMETER, SYMBOL, END -> false;
    };
  }

  /** Whether this may name a type or function (type_function_name of PostgreSQL's grammar). */
  boolean isTypeOrFunctionName() {
    return switch (kind) {
      case QUOTED_NAME -> true;
      case WORD ->
          switch (Keywords.categoryOf(value)) {
            case UNRESERVED, TYPE_OR_FUNCTION_NAME -> true;
            case COLUMN_NAME, RESERVED -> false;
          };
      case STRING, NATIONAL_STRING, BIT_STRING, INTEGER, DECIMAL, PARAMETER, SYMBOL, END -> false;
    };
  }

  /** Whether this may name a target without AS (BareColLabel of PostgreSQL's grammar). */
  boolean isBareLabel() {
    return kind == Kind.QUOTED_NAME || (kind == Kind.WORD && !Keywords.needsAs(value));
  }

  /** Whether this may stand behind a dot (ColLabel of PostgreSQL's grammar). */
  boolean isLabel() {
    return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
  }
}
