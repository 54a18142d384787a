package dev.instar.engine.sql;

import dev.instar.engine.sql.Statement.RelationKind;
import dev.instar.engine.sql.Statement.TransactionControl;
import java.util.ArrayList;
import java.util.List;

/**
 * Scripts and statements: looks at the first words and hands over to the parser of what they begin.
 */
final class StatementParser {
  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final IndexParser indexes;
  private final AlterRelationParser relations;

  StatementParser(String text) {
    tokens = new TokenStream(new SourceText(text));
    NameParser names = new NameParser(tokens);
    expressions = new ExpressionParser(tokens, names);
    OptionParser options = new OptionParser(tokens, names, expressions.types());
    indexes = new IndexParser(tokens, names, expressions, options);
    TableConstraintParser constraints =
        new TableConstraintParser(tokens, names, expressions, options, indexes);
    relations =
        new AlterRelationParser(
            tokens,
            names,
            new AlterActionParser(
                tokens,
                names,
                options,
                indexes,
                constraints,
                new ColumnParser(tokens, names, expressions, options, indexes, constraints),
                new AlterColumnParser(tokens, names, expressions, options)),
            new PartitionParser(tokens, names, expressions));
  }

  /** All statements up to the end of the text. */
  List<ParsedStatement> script() {
    List<ParsedStatement> statements = new ArrayList<>();
    while (true) {
      skipEmptyStatements();
      if (tokens.atEnd()) {
        return statements;
      }
      statements.add(statement());
      if (!tokens.atEnd() && !tokens.atSymbol(";")) {
        throw tokens.unexpected("the end of the statement");
      }
    }
  }

  /** The one statement of the text. */
  ParsedStatement onlyStatement() {
    skipEmptyStatements();
    if (tokens.atEnd()) {
      throw tokens.unexpected("a statement");
    }
    ParsedStatement statement = statement();
    skipEmptyStatements();
    if (!tokens.atEnd()) {
      throw tokens.unexpected("the end of the statement");
    }
    return statement;
  }

  /** PostgreSQL takes empty statements too. */
  private void skipEmptyStatements() {
    boolean skipped;
    do {
      skipped = tokens.acceptSymbol(";");
    } while (skipped);
  }

  /** An expression that is the whole text. */
  SqlFragment wholeExpression() {
    SqlFragment fragment = expressions.fragment();
    if (!tokens.atEnd()) {
      throw tokens.unexpected("the end of the expression");
    }
    return fragment;
  }

  private ParsedStatement statement() {
    int start = tokens.mark();
    Statement statement = beginning();
    SourceSpan span = tokens.spanSince(start);
    return new ParsedStatement(
        statement,
        tokens.slice(span),
        span,
        tokens.lineOf(span.start()),
        tokens.columnOf(span.start()));
  }

  private Statement beginning() {
    if (tokens.at("alter", "table")) {
      return relations.alterTable();
    }
    if (tokens.at("alter", "index")) {
      return relations.alterOther(RelationKind.INDEX, "index");
    }
    if (tokens.at("alter", "view")) {
      return relations.alterOther(RelationKind.VIEW, "view");
    }
    if (tokens.at("alter", "materialized", "view")) {
      return relations.alterOther(RelationKind.MATERIALIZED_VIEW, "materialized", "view");
    }
    if (tokens.at("alter", "sequence")) {
      return relations.alterOther(RelationKind.SEQUENCE, "sequence");
    }
    if (tokens.at("create", "index") || tokens.at("create", "unique")) {
      return indexes.createIndex();
    }
    if (tokens.at("drop", "index")) {
      return indexes.dropIndex();
    }
    if (tokens.atAnyOf("begin", "start", "commit", "end", "rollback", "abort")) {
      return transactionControl();
    }
    throw UnsupportedStatements.error(tokens);
  }

  private Statement transactionControl() {
    String word = tokens.next().value();
    if (word.equals("start")) {
      tokens.expect("transaction");
    } else if (!tokens.accept("work")) {
      tokens.accept("transaction");
    }
    if (!tokens.atEnd() && !tokens.atSymbol(";")) {
      refuseTransactionOption(word);
    }
    return new TransactionControl(
        switch (word) {
          case "begin", "start" -> TransactionControl.Kind.BEGIN;
          case "commit", "end" -> TransactionControl.Kind.COMMIT;
          default -> TransactionControl.Kind.ROLLBACK;
        });
  }

  private void refuseTransactionOption(String word) {
    boolean begins = word.equals("begin") || word.equals("start");
    if (begins && tokens.atAnyOf("isolation", "read", "deferrable", "not")) {
      throw tokens.unsupported(
          tokens.peek(), "modes of a transaction are not supported yet: write BEGIN alone");
    }
    if (!begins && tokens.atAnyOf("and", "prepared", "to")) {
      throw tokens.unsupported(
          tokens.peek(),
          "chained and prepared transactions and savepoints are not supported yet by Instar");
    }
    throw tokens.unexpected("the end of the statement");
  }
}
