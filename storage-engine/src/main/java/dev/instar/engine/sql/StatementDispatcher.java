package dev.instar.engine.sql;

import dev.instar.engine.sql.Definition.Persistence;
import dev.instar.engine.sql.Statement.RelationKind;
import java.util.ArrayList;
import java.util.List;

/** Looks at a statement's first words and hands over to the parser of what they begin. */
final class StatementDispatcher {
  private final TokenStream tokens;
  private final QueryParser queries;
  private final IndexParser indexes;
  private final AlterRelationParser relations;
  private final TransactionParser transactions;
  private final SettingParser settings;
  private final CursorParser cursors;
  private final PreparedParser prepared;
  private final MaintenanceParser maintenance;
  private final CopyParser copies;
  private final CreateTableParser tables;
  private final CreateParser creates;
  private final RoleParser roles;
  private final PublicationParser publications;
  private final DropParser drops;
  private final AlterObjectParser alters;
  private final CommentParser comments;
  private final PrivilegeParser privileges;
  private final ValueParser values;
  private final OutlineParser outlines;

  StatementDispatcher(
      TokenStream tokens, NameParser names, ExpressionParser expressions, OptionParser options) {
    this.tokens = tokens;
    values = new ValueParser(tokens);
    queries = expressions.queries();
    indexes = new IndexParser(tokens, names, expressions, options);
    TableConstraintParser constraints =
        new TableConstraintParser(tokens, names, expressions, options, indexes);
    ColumnParser columns =
        new ColumnParser(tokens, names, expressions, options, indexes, constraints);
    PartitionParser partitions = new PartitionParser(tokens, names, expressions);
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
                columns,
                new AlterColumnParser(tokens, names, expressions, options)),
            partitions,
            options.sequences());
    transactions = new TransactionParser(tokens, names);
    settings = new SettingParser(tokens, names, expressions, transactions);
    cursors = new CursorParser(tokens, names, queries);
    prepared = new PreparedParser(tokens, names, expressions);
    maintenance = new MaintenanceParser(tokens, names, expressions, indexes);
    copies = new CopyParser(tokens, names, queries);
    tables = new CreateTableParser(tokens, names, options, columns, constraints, queries);
    creates = new CreateParser(tokens, names, expressions, options, columns);
    roles = new RoleParser(tokens, names, settings);
    publications = new PublicationParser(tokens, names, expressions, options);
    ObjectNameParser objects = new ObjectNameParser(tokens, names, expressions.types());
    drops = new DropParser(tokens, names, objects, indexes);
    alters =
        new AlterObjectParser(
            tokens,
            names,
            expressions,
            indexes,
            constraints,
            objects,
            creates,
            roles,
            publications);
    comments = new CommentParser(tokens, names, objects);
    privileges = new PrivilegeParser(tokens, names, indexes);
    outlines = new OutlineParser(tokens, names, expressions, indexes, tables, partitions);
  }

  /** The statement that comes next, by its outline where the grammar does not take it. */
  Statement statementOrOutline() {
    int start = tokens.mark();
    try {
      return statement();
    } catch (SqlSyntaxException e) {
      if (!e.unsupported()) {
        throw e;
      }
      tokens.goBackTo(start);
      tokens.beginStatement();
      return outlines.statement(e);
    }
  }

  Statement statement() {
    if (tokens.atSymbol("(")) {
      return queries.queryOrModification(true);
    }
    Token first = tokens.peek();
    String word = first.kind() == Token.Kind.WORD ? first.value() : "";
    return switch (word) {
      case "select", "values", "table", "with", "insert", "update", "delete" ->
          queries.queryOrModification(true);
      case "begin", "start" -> transactions.begin();
      case "commit", "end", "rollback", "abort" -> transactions.end();
      case "savepoint" -> transactions.savepoint();
      case "release" -> transactions.release();
      case "set" -> settings.set();
      case "reset" -> settings.reset();
      case "show" -> settings.show();
      case "discard" -> maintenance.discard();
      case "do" -> new BlockParser(tokens).parse();
      case "declare" -> cursors.declare();
      case "fetch", "move" -> cursors.fetch();
      case "close" -> cursors.close();
      case "prepare" -> prepared.prepare();
      case "execute" -> prepared.execute();
      case "deallocate" -> prepared.deallocate();
      case "explain" -> explain();
      case "lock" -> maintenance.lock();
      case "truncate" -> maintenance.truncate();
      case "vacuum" -> maintenance.vacuum();
      case "analyze", "analyse" -> maintenance.analyze();
      case "reindex" -> maintenance.reindex();
      case "checkpoint" -> maintenance.checkpoint();
      case "copy" -> copies.copy();
      case "comment" -> comments.comment();
      case "grant" -> privileges.grant();
      case "revoke" -> privileges.revoke();
      case "create" -> create();
      case "alter" -> alter();
      case "drop" -> drop();
      default -> throw UnsupportedStatements.error(tokens);
    };
  }

  private Statement explain() {
    tokens.expect("explain");
    boolean list = tokens.atSymbol("(") && !SubqueryLookahead.atSubquery(tokens);
    List<UtilityOption> options = new ArrayList<>();
    if (list) {
      options.addAll(values.utilityOptions());
    } else {
      options.addAll(maintenance.words("analyze", "verbose"));
    }
    return new Maintenance.Explain(options, explained());
  }

  private Statement explained() {
    if (tokens.at("declare")) {
      return cursors.declare();
    }
    if (tokens.at("execute")) {
      return prepared.execute();
    }
    if (tokens.at("create") || tokens.at("refresh")) {
      Token first = tokens.peek();
      Statement created = statement();
      if (created instanceof Definition.CreateTableAs) {
        return created;
      }
      throw tokens.malformed(first, "EXPLAIN takes of CREATE only CREATE TABLE AS");
    }
    return queries.queryOrModification(true);
  }

  private Statement create() {
    if (tokens.at("create", "index") || tokens.at("create", "unique")) {
      return indexes.createIndex();
    }
    int start = tokens.mark();
    tokens.expect("create");
    boolean replace = tokens.accept("or", "replace");
    int modifiers = tokens.mark();
    Persistence persistence = SelectParser.persistence(tokens);
    boolean plain = !replace && !tokens.movedSince(modifiers);
    if (tokens.at("table") && !replace) {
      return tables.table(persistence);
    }
    if (tokens.at("sequence") && !replace) {
      return creates.sequence(persistence);
    }
    if (tokens.at("view")) {
      return creates.view(replace, persistence);
    }
    boolean mapping = tokens.at("user", "mapping");
    String word =
        plain && !mapping && tokens.peek().kind() == Token.Kind.WORD ? tokens.peek().value() : "";
    return switch (word) {
      case "schema" -> creates.schema();
      case "type" -> creates.type();
      case "domain" -> creates.domain();
      case "database" -> creates.database();
      case "extension" -> creates.extension();
      case "publication" -> publications.create();
      case "role", "user", "group" -> roles.create();
      default -> {
        tokens.goBackTo(start);
        throw UnsupportedStatements.error(tokens);
      }
    };
  }

  private Statement alter() {
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
    Token object = tokens.peek(1);
    boolean mapping = tokens.at("alter", "user", "mapping");
    String word = !mapping && object.kind() == Token.Kind.WORD ? object.value() : "";
    return switch (word) {
      case "type" -> behindVerb(ObjectKind.TYPE);
      case "domain" -> behindVerb(ObjectKind.DOMAIN);
      case "schema" -> behindVerb(ObjectKind.SCHEMA);
      case "database" -> behindVerb(ObjectKind.DATABASE);
      case "extension" -> behindVerb(ObjectKind.EXTENSION);
      case "publication" -> behindVerb(ObjectKind.PUBLICATION);
      case "role", "user", "group" -> {
        tokens.next();
        yield roles.alter();
      }
      default -> throw UnsupportedStatements.error(tokens);
    };
  }

  private Statement behindVerb(ObjectKind kind) {
    tokens.next();
    return alters.alter(kind);
  }

  private Statement drop() {
    if (tokens.at("drop", "index")) {
      return indexes.dropIndex();
    }
    Token object = tokens.peek(1);
    boolean mapping = tokens.at("drop", "user", "mapping");
    if (object.isWord("database")) {
      tokens.next();
      return drops.database();
    }
    boolean role = object.isWord("role") || object.isWord("user") || object.isWord("group");
    if (role && !mapping) {
      tokens.next();
      return roles.drop();
    }
    for (ObjectKind kind : ObjectKind.values()) {
      if (kind != ObjectKind.ROLE && object.isWord(kind.word())) {
        tokens.next();
        return drops.drop(kind);
      }
    }
    throw UnsupportedStatements.error(tokens);
  }
}
