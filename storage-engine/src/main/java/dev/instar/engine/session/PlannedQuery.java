package dev.instar.engine.session;

import dev.instar.engine.analysis.AnalyzedStatement;
import dev.instar.engine.analysis.Analyzer;
import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.plan.CommandKind;
import dev.instar.engine.plan.PlannedStatement;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.type.DataType;
import dev.instar.engine.wire.SqlSession.Column;
import java.util.List;
import java.util.Map;

/**
 * A query or a change of rows that was understood and planned, with what it was understood by: it
 * is right as long as the catalog, the search path, the role and the settings are the same. Of its
 * session's thread.
 */
final class PlannedQuery implements PreparedText {
  private final Session session;
  private final String text;
  private final Statement statement;
  private final int[] givenTypes;

  private AnalyzedStatement analyzed;
  private PlannedStatement plan;
  private List<Column> columns;
  private Catalog shared;
  private SessionValues values;
  private int role;

  PlannedQuery(Session session, String text, Statement statement, int[] givenTypes) {
    this.session = session;
    this.text = text;
    this.statement = statement;
    this.givenTypes = givenTypes.clone();
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public Statement statement() {
    return statement;
  }

  @Override
  public List<DataType> parameters() {
    return analyzed.parameters();
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public boolean returnsRows() {
    return plan.kind() == CommandKind.SELECT || !columns.isEmpty();
  }

  PlannedStatement plan() {
    return plan;
  }

  /** Understands it, if nobody has. */
  void understand(RunningStatement context) {
    if (analyzed == null) {
      take(analyze(context));
    }
  }

  /**
   * Makes it ready to run: its relations are locked, and it means what it says.
   *
   * @throws SqlException 0A000 if its columns are not those that the client was told
   */
  void ready(RunningStatement context) {
    understand(context);
    while (true) {
      lock(context);
      if (isRight(context)) {
        return;
      }
      AnalyzedStatement now = analyze(context);
      if (!looksTheSame(columns(now))) {
        throw new SqlException(
            SqlState.FEATURE_NOT_SUPPORTED, "cached plan must not change result type");
      }
      take(now);
    }
  }

  private void lock(RunningStatement context) {
    for (Map.Entry<Integer, LockMode> lock : analyzed.locks().entrySet()) {
      context.lock(lock.getKey(), lock.getValue());
    }
  }

  /**
   * Whether the client can read rows of these columns as it was told; whose they are may change.
   */
  private boolean looksTheSame(List<Column> others) {
    if (others.size() != columns.size()) {
      return false;
    }
    for (int i = 0; i < others.size(); i++) {
      Column told = columns.get(i);
      Column now = others.get(i);
      if (!told.name().equals(now.name())
          || told.type().oid() != now.type().oid()
          || told.modifier() != now.modifier()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether what was understood is still what the statement means; if so, its relations are locked,
   * as analysing it anew would have locked them, and it stays so until the transaction ends.
   */
  boolean isRightAndLocked(RunningStatement context) {
    if (!isRight(context)) {
      return false;
    }
    lock(context);
    return isRight(context); // somebody may have been waited for
  }

  @SuppressWarnings("ReferenceEquality") // the very same: nothing has changed in between
  private boolean isRight(RunningStatement context) {
    return analyzed.catalog() == context.catalog()
        && shared == context.shared()
        && !plan.isOutgrown()
        && role == context.role()
        && (values == session.settings().values()
            || values.meansTheSame(session.settings().values()))
        && analyzed.searchPath().equals(context.searchPath());
  }

  private AnalyzedStatement analyze(RunningStatement context) {
    int[] types = givenTypes;
    if (analyzed != null) {
      types = analyzed.parameters().stream().mapToInt(DataType::oid).toArray();
    }
    shared = context.shared();
    values = session.settings().values();
    role = context.role();
    AnalyzedStatement now = Analyzer.analyze(statement, text, types, context);
    plan = session.engine().planner().plan(now.statement(), context);
    return now;
  }

  private void take(AnalyzedStatement now) {
    analyzed = now;
    columns = columns(now);
  }

  private static List<Column> columns(AnalyzedStatement analyzed) {
    return analyzed.statement().outputs().stream()
        .map(
            output ->
                new Column(
                    output.name(),
                    output.relation(),
                    output.column(),
                    output.type(),
                    output.modifier()))
        .toList();
  }
}
