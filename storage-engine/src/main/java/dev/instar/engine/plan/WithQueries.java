package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import java.util.ArrayList;
import java.util.List;

/** A query or change with WITH queries before it. */
final class WithQueries extends PlanNode {
  private final List<Common> queries;
  private final PlanNode body;

  /**
   * One of them.
   *
   * @param state under which a run keeps its rows
   * @param changes whether it changes rows: then it is run to its end in any case
   */
  record Common(String name, int state, PlanNode plan, boolean changes) {}

  WithQueries(List<Common> queries, PlanNode body) {
    super(body.estimate(), children(queries, body));
    this.queries = List.copyOf(queries);
    this.body = body;
  }

  private static List<PlanNode> children(List<Common> queries, PlanNode body) {
    List<PlanNode> all = new ArrayList<>();
    queries.forEach(common -> all.add(common.plan()));
    all.add(body);
    return all;
  }

  List<Common> queries() {
    return queries;
  }

  PlanNode body() {
    return body;
  }

  @Override
  public Description description() {
    return body.description();
  }

  @Override
  protected RowSource run(Execution execution, Frame outer) {
    List<CommonRows> all = new ArrayList<>(queries.size());
    for (Common common : queries) {
      CommonRows rows = new CommonRows(common.plan().open(execution, outer));
      all.add(rows);
      execution.remember(common.state(), rows);
    }
    for (int i = 0; i < all.size(); i++) {
      if (queries.get(i).changes()) {
        all.get(i).finish();
      }
    }
    RowSource source = body.open(execution, outer);
    return source instanceof ChangeSource change
        ? new ChangeWith(change, all)
        : new With(source, all);
  }

  private static class With extends Rows.Over {
    private final List<CommonRows> all;

    With(RowSource input, List<CommonRows> all) {
      super(input);
      this.all = all;
    }

    @Override
    public Object[] next() {
      return input.next();
    }

    @Override
    public void close() {
      super.close();
      all.forEach(CommonRows::close);
    }
  }

  private static final class ChangeWith extends With implements ChangeSource {
    private final ChangeSource change;

    ChangeWith(ChangeSource change, List<CommonRows> all) {
      super(change, all);
      this.change = change;
    }

    @Override
    public long changed() {
      return change.changed();
    }
  }
}
