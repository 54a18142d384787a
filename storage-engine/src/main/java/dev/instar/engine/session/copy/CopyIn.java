package dev.instar.engine.session.copy;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.table.TableWriter;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.TextFormat;
import dev.instar.engine.type.TypeModifiers;
import java.util.List;
import java.util.Optional;

/**
 * COPY FROM STDIN: what a client sends becomes rows of a table, as it comes. Of the session's
 * thread.
 */
public final class CopyIn {
  /** Beyond this a value is cut in messages. */
  private static final int MAX_SHOWN = 100;

  private final StatementContext context;
  private final Table table;
  private final CopyOptions options;
  private final Column[] columns;
  private final DataType[] types;
  private final RowReader reader;
  private final TableWriter writer;
  private final TextFormat format;
  private final Evaluator[] defaults;
  private final Optional<Evaluator> where;
  private final Frame frame;
  private final RowReader.Rows rows = new Fields();
  private String column;
  private String value;
  private long copied;
  private long skipped;

  /**
   * @param columns those that the data has, in its order
   * @param defaults by column number - 1: what a column gets that the data does not have
   * @param where over the table's columns
   */
  public CopyIn(
      StatementContext context,
      Table table,
      CopyOptions options,
      List<Column> columns,
      Evaluator[] defaults,
      Optional<Evaluator> where) {
    this.context = context;
    this.table = table;
    this.options = options;
    this.columns = columns.toArray(Column[]::new);
    this.defaults = defaults;
    this.where = where;
    types =
        columns.stream()
            .map(each -> context.catalog().type(each.type()).orElseThrow())
            .toArray(DataType[]::new);
    List<String> names = columns.stream().map(Column::name).toList();
    reader =
        switch (options.format()) {
          case TEXT -> new TextReader(options, names);
          case CSV -> new CsvReader(options, names);
          case BINARY -> new BinaryReader(names.size());
        };
    writer = TableWriter.of(context, table);
    format = context.functions().format();
    frame = new Frame(context, new Object[0], null);
  }

  public int columnCount() {
    return columns.length;
  }

  public boolean binary() {
    return options.isBinary();
  }

  /** Some of the data. */
  public void data(byte[] bytes) {
    try {
      context.checkInterrupts();
      reader.data(bytes, rows);
    } catch (SqlException e) {
      throw located(e);
    }
  }

  /** That was all; returns how many rows it was. */
  public long end() {
    try {
      reader.end(rows);
      writer.finish();
    } catch (SqlException e) {
      throw located(e);
    }
    if (skipped > 0) {
      context.notice(
          new SqlException(
              SqlState.SUCCESSFUL_COMPLETION,
              skipped == 1
                  ? "1 row was skipped due to data type incompatibility"
                  : skipped + " rows were skipped due to data type incompatibility"));
    }
    return copied;
  }

  /** Says where in the data it was. */
  private SqlException located(SqlException error) {
    if (error.state() == SqlState.QUERY_CANCELED || error.field(Field.CONTEXT).isPresent()) {
      return error;
    }
    String place = "COPY " + table.name() + ", line " + reader.line();
    if (column != null) {
      place += ", column " + column + ": " + (value == null ? "null input" : quoted(value));
    } else if (!reader.text().isEmpty()) {
      place += ": " + quoted(reader.text());
    }
    return error.with(Field.CONTEXT, place);
  }

  private static String quoted(String text) {
    return '"' + (text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...") + '"';
  }

  /** Makes values of fields, and rows of values. */
  private final class Fields implements RowReader.Rows {
    @Override
    public void text(String[] fields) {
      Object[] row = row();
      try {
        for (int i = 0; i < fields.length; i++) {
          String field = fields[i];
          if (RowReader.DEFAULT.equals(field)) {
            row[columns[i].number() - 1] = defaultOf(columns[i].number() - 1);
          } else if (field != null) {
            column = columns[i].name();
            value = field;
            Object read = types[i].parse(field, format);
            row[columns[i].number() - 1] = fitted(read, i);
          }
        }
      } catch (SqlException e) {
        if (!options.skipsErrors() || !isAboutData(e)) {
          throw e;
        }
        skipped++;
        column = null;
        return;
      }
      column = null;
      add(row);
    }

    @Override
    public void binary(byte[][] fields) {
      Object[] row = row();
      for (int i = 0; i < fields.length; i++) {
        if (fields[i] != null) {
          column = columns[i].name();
          value = "";
          row[columns[i].number() - 1] = fitted(types[i].receive(fields[i]), i);
        }
      }
      column = null;
      add(row);
    }

    private Object fitted(Object read, int index) {
      int modifier = columns[index].modifier();
      return modifier < 0 ? read : TypeModifiers.apply(types[index], read, modifier, false);
    }

    private Object[] row() {
      Object[] row = new Object[defaults.length];
      for (int i = 0; i < defaults.length; i++) {
        if (defaults[i] != null && !isCopied(i + 1)) {
          row[i] = defaultOf(i);
        }
      }
      return row;
    }

    private boolean isCopied(int number) {
      for (Column each : columns) {
        if (each.number() == number) {
          return true;
        }
      }
      return false;
    }

    private Object defaultOf(int index) {
      return defaults[index] == null ? null : defaults[index].evaluate(frame);
    }

    private void add(Object[] row) {
      if (where.isEmpty() || where.get().holds(frame.at(row))) {
        writer.insert(row);
        copied++;
      }
    }
  }

  /** Whether a value was not of its type. */
  private static boolean isAboutData(SqlException error) {
    return error.state().code().startsWith("22");
  }
}
