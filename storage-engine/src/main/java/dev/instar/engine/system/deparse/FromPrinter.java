package dev.instar.engine.system.deparse;

import dev.instar.engine.analysis.FigureName;
import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.FromItem;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.system.name.Names;
import dev.instar.engine.type.Types;
import java.util.List;
import java.util.Optional;

/** FROM. Of one thread. */
final class FromPrinter {
  private final SqlText out;
  private final Typing typing;

  FromPrinter(SqlText out, Typing typing) {
    this.out = out;
    this.typing = typing;
  }

  void from(List<FromItem> items) {
    for (int i = 0; i < items.size(); i++) {
      if (i == 0) {
        out.keyword(" FROM ", -SqlText.STEP, SqlText.STEP, 2);
      } else {
        out.add(", ");
        if (out.style().indent()) {
          out.keyword("", -SqlText.STEP, SqlText.STEP, SqlText.SMALL_STEP);
        }
      }
      item(items.get(i));
    }
  }

  private void item(FromItem item) {
    switch (item) {
      case FromItem.Table table -> table(table);
      case FromItem.Subquery subquery -> {
        out.add(subquery.lateral() ? "LATERAL (" : "(");
        new QueryPrinter(out, typing).query(subquery.query(), List.of());
        out.add(")");
        alias(subquery.alias(), Optional.empty());
      }
      case FromItem.Function function -> {
        out.add(function.lateral() ? "LATERAL " : "");
        boolean several = function.call() instanceof Expression.RowConstructor;
        out.add(several ? "ROWS FROM(" : "");
        calls(function.call());
        out.add(several ? ")" : "");
        out.add(function.ordinality() ? " WITH ORDINALITY" : "");
        Optional<String> name =
            function.alias().flatMap(FromItem.Alias::name).or(() -> FigureName.of(function.call()));
        name.ifPresent(alias -> out.add(" ").add(Names.quoted(alias)));
        function.alias().ifPresent(this::columns);
      }
      case FromItem.Join join -> join(join);
    }
  }

  /** One function, or several side by side. */
  private void calls(Expression call) {
    List<Expression> all =
        call instanceof Expression.RowConstructor several ? several.elements() : List.of(call);
    String separator = "";
    for (Expression one : all) {
      out.add(separator);
      new ExpressionPrinter(out, typing).print(one, Types.TEXT);
      separator = ", ";
    }
  }

  private void table(FromItem.Table table) {
    out.add(table.only() ? "ONLY " : "");
    out.add(name(table.name()));
    alias(table.alias(), Optional.of(table.name().name()));
  }

  /** A relation as the search path has it; what is none is a WITH query. */
  private String name(QualifiedName name) {
    Optional<Relation> relation = RelationNames.lookUp(name, typing.context());
    boolean common = name.schema().isEmpty() && relation.isEmpty();
    if (common) {
      return Names.quoted(name.name());
    }
    return relation
        .flatMap(found -> Names.relation(typing.context(), found.oid()))
        .orElseGet(
            () ->
                name.schema()
                        .filter(schema -> !schema.equals("pg_catalog"))
                        .map(schema -> Names.quoted(schema) + ".")
                        .orElse("")
                    + Names.quoted(name.name()));
  }

  private void alias(Optional<FromItem.Alias> alias, Optional<String> own) {
    if (alias.isPresent()) {
      alias
          .get()
          .name()
          .filter(name -> !own.equals(Optional.of(name)) || !alias.get().columns().isEmpty())
          .ifPresent(name -> out.add(" ").add(Names.quoted(name)));
      columns(alias.get());
    }
  }

  private void columns(FromItem.Alias alias) {
    if (!alias.columns().isEmpty()) {
      out.add("(")
          .add(String.join(", ", alias.columns().stream().map(Names::quoted).toList()))
          .add(")");
    }
  }

  private void join(FromItem.Join join) {
    boolean pretty = out.style().pretty();
    boolean right = pretty && join.right() instanceof FromItem.Join;
    out.add(pretty ? "" : "(");
    item(join.left());
    String word =
        switch (join.kind()) {
          case INNER ->
              join.condition() instanceof FromItem.Condition.None ? " CROSS JOIN " : " JOIN ";
          case LEFT -> " LEFT JOIN ";
          case RIGHT -> " RIGHT JOIN ";
          case FULL -> " FULL JOIN ";
        };
    out.keyword(word, -SqlText.STEP, SqlText.STEP, SqlText.SMALL_STEP);
    out.add(right ? "(" : "");
    item(join.right());
    out.add(right ? ")" : "");
    switch (join.condition()) {
      case FromItem.Condition.None none -> {}
      case FromItem.Condition.Natural natural -> {}
      case FromItem.Condition.On on -> {
        out.add(pretty ? " ON " : " ON (");
        new ExpressionPrinter(out, typing).print(on.expression(), Types.BOOLEAN);
        out.add(pretty ? "" : ")");
      }
      case FromItem.Condition.Using using ->
          out.add(" USING (")
              .add(String.join(", ", using.columns().stream().map(Names::quoted).toList()))
              .add(")");
    }
    out.add(pretty ? "" : ")");
  }
}
