package dev.instar.engine.sql;

import dev.instar.engine.sql.AlterTableAction.AddIdentity;
import dev.instar.engine.sql.AlterTableAction.AlterColumnType;
import dev.instar.engine.sql.AlterTableAction.DropDefault;
import dev.instar.engine.sql.AlterTableAction.DropExpression;
import dev.instar.engine.sql.AlterTableAction.DropIdentity;
import dev.instar.engine.sql.AlterTableAction.DropNotNull;
import dev.instar.engine.sql.AlterTableAction.SetColumnOptions;
import dev.instar.engine.sql.AlterTableAction.SetCompression;
import dev.instar.engine.sql.AlterTableAction.SetDefault;
import dev.instar.engine.sql.AlterTableAction.SetExpression;
import dev.instar.engine.sql.AlterTableAction.SetIdentity;
import dev.instar.engine.sql.AlterTableAction.SetNotNull;
import dev.instar.engine.sql.AlterTableAction.SetStatistics;
import dev.instar.engine.sql.AlterTableAction.SetStorage;
import dev.instar.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ALTER [COLUMN] column …}: what follows ALTER, where it is not a constraint. */
final class AlterColumnParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final ExpressionParser expressions;
  private final OptionParser options;

  AlterColumnParser(
      TokenStream tokens, NameParser names, ExpressionParser expressions, OptionParser options) {
    this.tokens = tokens;
    this.names = names;
    this.expressions = expressions;
    this.options = options;
  }

  /**
   * @param start the mark of ALTER, where the action's text begins
   */
  AlterTableAction action(int start) {
    tokens.accept("column");
    if (tokens.peek().kind() == Kind.INTEGER) {
      throw tokens.unsupported(
          tokens.peek(), "columns by their number, as indexes have them, are not supported yet");
    }
    String column = names.columnName("a column");
    if (tokens.accept("type")) {
      return type(start, column);
    }
    if (tokens.at("set")) {
      return set(start, column);
    }
    if (tokens.accept("drop")) {
      return drop(start, column);
    }
    if (tokens.accept("reset")) {
      Map<String, String> reset = options.parenthesized();
      return new SetColumnOptions(column, reset, tokens.textSince(start));
    }
    if (tokens.accept("add")) {
      return addIdentity(start, column);
    }
    if (tokens.at("restart")) {
      return identity(start, column);
    }
    if (tokens.at("options")) {
      throw tokens.unsupported(
          tokens.peek(), "OPTIONS of foreign tables' columns are not supported");
    }
    throw tokens.unexpected("TYPE, SET, DROP, RESET or ADD");
  }

  private AlterTableAction type(int start, String column) {
    TypeName type = expressions.types().type();
    Optional<QualifiedName> collation =
        tokens.accept("collate") ? Optional.of(names.qualified("a collation")) : Optional.empty();
    Optional<SqlFragment> using =
        tokens.accept("using") ? Optional.of(expressions.fragment()) : Optional.empty();
    return new AlterColumnType(column, type, collation, using, tokens.textSince(start));
  }

  private AlterTableAction set(int start, String column) {
    int set = tokens.mark();
    tokens.expect("set");
    if (tokens.atSymbol("(")) {
      Map<String, String> values = options.parenthesized();
      return new SetColumnOptions(column, values, tokens.textSince(start));
    }
    Token what = tokens.peek();
    return switch (what.kind() == Kind.WORD ? what.value() : "") {
      case "data" -> {
        tokens.expect("data", "type");
        yield type(start, column);
      }
      case "default" -> {
        tokens.next();
        SqlFragment expression = expressions.fragment();
        yield new SetDefault(column, expression, tokens.textSince(start));
      }
      case "not" -> {
        tokens.expect("not", "null");
        yield new SetNotNull(column, tokens.textSince(start));
      }
      case "expression" -> {
        tokens.expect("expression", "as");
        SqlFragment expression = expressions.parenthesized();
        yield new SetExpression(column, expression, tokens.textSince(start));
      }
      case "statistics" -> statistics(start, column);
      case "storage" -> {
        tokens.next();
        String storage = options.storage();
        yield new SetStorage(column, storage, tokens.textSince(start));
      }
      case "compression" -> {
        tokens.next();
        String method = options.compression();
        yield new SetCompression(column, method, tokens.textSince(start));
      }
      default -> {
        tokens.goBackTo(set);
        yield identity(start, column);
      }
    };
  }

  private AlterTableAction statistics(int start, String column) {
    tokens.expect("statistics");
    int target = tokens.mark();
    if (!tokens.accept("default")) {
      if (!tokens.acceptSymbol("+")) {
        tokens.acceptSymbol("-");
      }
      tokens.expect(Kind.INTEGER, "a number or DEFAULT");
    }
    return new SetStatistics(column, tokens.textSince(target), tokens.textSince(start));
  }

  private AlterTableAction addIdentity(int start, String column) {
    tokens.expect("generated");
    boolean always = options.always();
    tokens.expect("as", "identity");
    SequenceOptionParser.Parenthesized sequence = options.sequences().parenthesized();
    return new AddIdentity(
        column, always, sequence.text(), sequence.options(), tokens.textSince(start));
  }

  /** {@code SET GENERATED …}, {@code SET sequence option}, {@code RESTART}, as many as come. */
  private AlterTableAction identity(int start, String column) {
    Optional<Boolean> always = Optional.empty();
    List<SequenceOption> sequence = new ArrayList<>();
    do {
      if (tokens.at("restart")) {
        sequence.add(options.sequences().restart());
      } else {
        tokens.expect("set");
        if (tokens.accept("generated")) {
          always = Optional.of(options.always());
        } else if (tokens.atAnyOf("as", "owned", "restart")) {
          throw tokens.malformed(tokens.peek(), "this option cannot be SET of an identity column");
        } else {
          sequence.add(options.sequences().option());
        }
      }
    } while (tokens.atAnyOf("restart", "set"));
    return new SetIdentity(column, always, sequence, tokens.textSince(start));
  }

  private AlterTableAction drop(int start, String column) {
    if (tokens.accept("default")) {
      return new DropDefault(column, tokens.textSince(start));
    }
    if (tokens.accept("not")) {
      tokens.expect("null");
      return new DropNotNull(column, tokens.textSince(start));
    }
    if (tokens.accept("expression")) {
      boolean ifExists = tokens.accept("if", "exists");
      return new DropExpression(column, ifExists, tokens.textSince(start));
    }
    if (tokens.accept("identity")) {
      boolean ifExists = tokens.accept("if", "exists");
      return new DropIdentity(column, ifExists, tokens.textSince(start));
    }
    throw tokens.unexpected("DEFAULT, NOT NULL, EXPRESSION or IDENTITY");
  }
}
