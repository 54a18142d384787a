package dev.instar.engine.sql;

/** Finds where quoted text ends: strings, names in double quotes, dollar quotes. */
record QuotedText(SourceText source) {

  /**
   * @param quote the opening quote
   * @param escapes whether a backslash escapes (E'…')
   * @return one past the closing quote, of the last part where the string is continued
   */
  int endOfString(int quote, boolean escapes) {
    int position = quote + 1;
    while (position < source.length()) {
      char c = source.at(position);
      if (c == '\\' && escapes) {
        position = endOfEscape(position);
      } else if (c != '\'') {
        position++;
      } else if (source.at(position + 1) == '\'') {
        position += 2;
      } else {
        int next = new WhiteSpace(source).continuationOfString(position + 1);
        if (next < 0) {
          return position + 1;
        }
        position = next + 1;
      }
    }
    throw source.malformed(quote, "unterminated quoted string");
  }

  private int endOfEscape(int backslash) {
    int digits =
        switch (source.at(backslash + 1)) {
          case 'u' -> 4;
          case 'U' -> 8;
          default -> 0;
        };
    int end = backslash + 2 + digits;
    for (int i = backslash + 2; i < end; i++) {
      if (Character.digit(source.at(i), 16) < 0) {
        throw source.malformed(backslash, "invalid Unicode escape");
      }
    }
    return end;
  }

  /** One past {@code UESCAPE 'c'} behind {@code end}, if that comes; otherwise {@code end}. */
  int endOfUnicodeEscape(int end) {
    WhiteSpace white = new WhiteSpace(source);
    int word = white.skip(end);
    String uescape = "uescape";
    int behind = word + uescape.length();
    boolean comes =
        behind <= source.length()
            && source.slice(word, behind).equalsIgnoreCase(uescape)
            && !Lexer.isNamePart(source.at(behind));
    if (!comes) {
      return end;
    }
    int quote = white.skip(behind);
    char escape = source.at(quote + 1);
    if (source.at(quote) != '\'' || source.at(quote + 2) != '\'') {
      throw source.malformed(quote, "UESCAPE must be followed by a string of one character");
    }
    if (Character.digit(escape, 16) >= 0 || "+'\" \t\n\r\f".indexOf(escape) >= 0) {
      throw source.malformed(quote, "invalid Unicode escape character");
    }
    return quote + 3;
  }

  int endOfQuotedName(int quote) {
    int position = quote + 1;
    while (position < source.length()) {
      if (source.at(position) != '"') {
        position++;
      } else if (source.at(position + 1) == '"') {
        position += 2;
      } else {
        return position + 1;
      }
    }
    throw source.malformed(quote, "unterminated quoted identifier");
  }

  int endOfDollarQuote(int dollar) {
    int end = dollar + 1;
    if (Lexer.isNameStart(source.at(end))) {
      while (Lexer.isNamePart(source.at(end)) && source.at(end) != '$') {
        end++;
      }
    }
    if (source.at(end) != '$') {
      throw source.malformed(dollar, "syntax error at or near \"$\"");
    }
    String tag = source.slice(dollar, end + 1);
    int close = source.indexOf(tag, end + 1);
    if (close < 0) {
      throw source.malformed(dollar, "unterminated dollar-quoted string");
    }
    return close + tag.length();
  }
}
