package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.IndexDefinition;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.List;

/** The name of an index that was given none. */
final class IndexNames {
  private IndexNames() {}

  static String choose(Schema schema, TableName table, IndexDefinition definition) {
    List<String> columns = new ArrayList<>();
    definition.elements().forEach(e -> columns.add(column(e)));
    columns.addAll(definition.include());
    return ObjectNames.index(schema, table, ObjectNames.distinct(columns));
  }

  /** What a key contributes: its column, or what its expression would be called. */
  static String column(IndexDefinition.Element element) {
    return element
        .column()
        .orElseGet(() -> ExpressionFacts.indexColumn(element.expression().tree()));
  }
}
