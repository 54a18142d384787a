package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundQuery;
import dev.instar.engine.analysis.BoundSource;
import dev.instar.engine.analysis.BoundStatement;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Evaluators;
import dev.instar.engine.statement.StatementContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The planning of one statement: what its parts ask for each other. Of one thread. */
public final class Planning {
  private final ChangePlanner changes;
  private final StatementContext context;
  private final Evaluators evaluators;
  private final Map<Integer, Common> common = new HashMap<>();
  private final List<Subplan> subplans = new ArrayList<>();
  private final IdentityHashMap<BoundQuery, Estimate> estimates = new IdentityHashMap<>();
  private final Map<Long, PlannedTable> tables = new HashMap<>();
  private int states = Instruments.STATE + 1;

  /** A WITH query that is planned. */
  private record Common(String name, int state, double rows) {}

  Planning(ChangePlanner changes, StatementContext context) {
    this.changes = changes;
    this.context = context;
    this.evaluators = Evaluators.eager(this::subquery, context);
  }

  private Evaluator subquery(BoundExpression.Subquery subquery, Evaluators compiler) {
    PlanNode plan = query(subquery.query());
    subplans.add(new Subplan(!subquery.correlated() && subquery.operands().isEmpty(), plan));
    return Subqueries.compile(subquery, plan, newState(), compiler);
  }

  /** What is expected of a query, before it is known whether it is used. */
  Estimate estimate(BoundQuery query) {
    Estimate known = estimates.get(query);
    if (known == null) {
      int before = subplans.size();
      known = query(query).estimate();
      subplans.subList(before, subplans.size()).clear();
      estimates.put(query, known);
    }
    return known;
  }

  /** All rows of a query that depends on no row around it: a list, made once in a run. */
  Evaluator allRows(BoundQuery query) {
    PlanNode plan = query(query);
    subplans.add(new Subplan(true, plan));
    return Subqueries.rows(plan, newState());
  }

  public StatementContext context() {
    return context;
  }

  /** For the statement's expressions, with their subqueries. */
  public Evaluators evaluators() {
    return evaluators;
  }

  /** A number under which a run can remember something. */
  public int newState() {
    return states++;
  }

  int states() {
    return states;
  }

  /** Of the subqueries in expressions, in the order in which they were planned. */
  List<Subplan> subplans() {
    return subplans;
  }

  /** The plan depends on how large that table is, and on what is known of its values. */
  void reads(Table table) {
    tables.computeIfAbsent(
        table.storage(), storage -> PlannedTable.of(context.services().store().table(storage)));
  }

  List<PlannedTable> tables() {
    return List.copyOf(tables.values());
  }

  int commonState(int number) {
    return common.get(number).state();
  }

  String commonName(int number) {
    return common.get(number).name();
  }

  double commonRows(int number) {
    return common.get(number).rows();
  }

  /** A statement or a WITH query. */
  PlanNode statement(BoundStatement statement) {
    return switch (statement) {
      case BoundStatement.Select select -> query(select.query());
      case BoundStatement.Insert insert -> {
        List<WithQueries.Common> with = with(insert.with());
        yield around(with, changes.insert(insert, this));
      }
      case BoundStatement.Update update -> {
        List<WithQueries.Common> with = with(update.with());
        yield around(with, changes.update(update, this));
      }
      case BoundStatement.Delete delete -> {
        List<WithQueries.Common> with = with(delete.with());
        yield around(with, changes.delete(delete, this));
      }
    };
  }

  /** The rows that a recursion gave last; returns the state that a run keeps them under. */
  int workTable(int number, String name, double rows) {
    int state = newState();
    common.put(number, new Common(name, state, rows));
    return state;
  }

  private static PlanNode around(List<WithQueries.Common> with, PlanNode body) {
    return with.isEmpty() ? body : new WithQueries(with, body);
  }

  private List<WithQueries.Common> with(List<BoundQuery.CommonQuery> queries) {
    List<WithQueries.Common> planned = new ArrayList<>();
    for (BoundQuery.CommonQuery query : queries) {
      PlanNode plan = statement(query.statement());
      int state = newState();
      common.put(query.number(), new Common(query.name(), state, plan.estimate().rows()));
      boolean changing = !(query.statement() instanceof BoundStatement.Select);
      planned.add(new WithQueries.Common(query.name(), state, plan, changing));
    }
    return planned;
  }

  /** A query; its rows have its outputs and nothing else. */
  public PlanNode query(BoundQuery query) {
    List<WithQueries.Common> with = with(query.with());
    return around(with, new QueryPlanner(this, query).plan());
  }

  /**
   * Joined rows of {@code width} slots, for UPDATE and DELETE: with the identities of the tables'
   * rows.
   */
  public PlanNode source(BoundSource from, int width, Optional<BoundExpression> where) {
    ExpressionText text = new ExpressionText(SelectPlanner.qualifier(Optional.of(from)));
    return new JoinPlanner(this, width, text)
        .plan(from, Conjuncts.of(where), List.of(), Double.MAX_VALUE)
        .node();
  }
}
