package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.Maintenance;
import dev.instar.engine.sql.Maintenance.Reindex;
import dev.instar.engine.sql.Maintenance.VacuumTarget;
import dev.instar.engine.sql.Outline;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.UtilityOption;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.postgresql.form.Form;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Index;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What keeps a database in shape: ANALYZE and VACUUM as they are, REINDEX and REFRESH CONCURRENTLY;
 * what writes a whole table anew under a lock is refused.
 */
final class MaintenanceRules {
  private static final String CONCURRENTLY = "concurrently";

  private MaintenanceRules() {}

  static void apply(StatementDraft draft, Maintenance maintenance) {
    switch (maintenance) {
      case Maintenance.Analyze s -> analyze(draft, s);
      case Maintenance.Vacuum s -> vacuum(draft, s);
      case Maintenance.Reindex s -> reindex(draft, s);
      case Maintenance.LockTables s -> lock(draft, s);
      case Maintenance.Explain s -> draft.find(FindingCode.SETTING_LEFT_OUT, "EXPLAIN");
      case Maintenance.Checkpoint s -> draft.find(FindingCode.SETTING_LEFT_OUT, "CHECKPOINT");
    }
  }

  private static void lock(StatementDraft draft, Maintenance.LockTables lock) {
    LockMode mode = LockMode.valueOf(lock.mode().replace(' ', '_'));
    for (dev.instar.engine.sql.TableName name : lock.tables()) {
      Table table = Targets.table(draft, name.name(), false).orElseThrow();
      draft.asWritten().on(table.name(), mode);
    }
    draft.find(FindingCode.SETTING_LEFT_OUT, "LOCK TABLE");
  }

  private static void analyze(StatementDraft draft, Maintenance.Analyze analyze) {
    if (analyze.targets().isEmpty()) {
      autonomous(draft, "analyze", Roles.NONE, "Analyze the database", draft.statement().text());
    }
    for (VacuumTarget target : analyze.targets()) {
      Table table = Targets.table(draft, target.table().name(), false).orElseThrow();
      draft.asWritten().locks("analyze", Roles.of(table));
      draft.step(
          StepDraft.of(
                  Phase.MIGRATE,
                  "Analyze " + table.name(),
                  new StepAction.Analyze(table.name(), target.columns(), Optional.empty()),
                  "It reads a sample, and everybody else goes on.")
              .locks(Roles.of(table).claims(draft.form("analyze")))
              .work(Work.INSTANT, Estimates.sample()));
    }
  }

  private static void vacuum(StatementDraft draft, Maintenance.Vacuum vacuum) {
    List<Table> tables =
        vacuum.targets().stream()
            .map(t -> Targets.table(draft, t.table().name(), false).orElseThrow())
            .toList();
    Roles roles = about(tables);
    if (vacuum.options().stream().anyMatch(o -> on(o, "full"))) {
      draft.asWritten().form("vacuum-full", roles);
      draft.refuse(
          ErrorCode.UNSAFE,
          "VACUUM FULL writes "
              + (tables.isEmpty() ? "every table" : names(tables))
              + " anew under ACCESS EXCLUSIVE",
          "VACUUM makes the space usable again without a lock; or run it yourself when nobody uses"
              + " the table.");
      return;
    }
    autonomous(
        draft,
        "vacuum",
        roles,
        "Vacuum " + (tables.isEmpty() ? "the database" : names(tables)),
        draft.statement().text());
  }

  private static boolean on(UtilityOption option, String name) {
    return option.name().equals(name)
        && option.value().map(v -> !List.of("false", "off", "0").contains(v)).orElse(true);
  }

  private static void reindex(StatementDraft draft, Reindex reindex) {
    if (reindex.kind() == Reindex.Kind.SYSTEM) {
      draft.refuse(
          ErrorCode.UNSAFE,
          "REINDEX SYSTEM locks the catalogs, and there is no online way",
          "Run it yourself when nobody uses the database.");
      return;
    }
    Roles roles = subject(draft, reindex);
    draft
        .asWritten()
        .form(
            reindex.concurrently() || reindex.options().stream().anyMatch(o -> on(o, CONCURRENTLY))
                ? "reindex-concurrently"
                : reindex.kind() == Reindex.Kind.SCHEMA || reindex.kind() == Reindex.Kind.DATABASE
                    ? "reindex-schema"
                    : "reindex",
            roles);
    String name = reindex.name().map(Targets::quoted).map(n -> " " + n).orElse("");
    String words = reindex.kind().name().toLowerCase(Locale.ROOT) + name;
    step(
        draft,
        "reindex-concurrently",
        roles,
        "Reindex " + words,
        "REINDEX " + options(reindex.options()) + reindex.kind() + " CONCURRENTLY" + name);
    draft.find(FindingCode.CONCURRENT_WAITS, words);
  }

  private static String options(List<UtilityOption> options) {
    String others =
        options.stream()
            .filter(o -> !o.name().equals(CONCURRENTLY))
            .map(o -> o.name().toUpperCase(Locale.ROOT) + o.value().map(v -> " " + v).orElse(""))
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? "" : "(" + others + ") ";
  }

  private static Roles subject(StatementDraft draft, Reindex reindex) {
    if (reindex.name().isEmpty()) {
      return Roles.NONE;
    }
    QualifiedName name = reindex.name().get();
    return switch (reindex.kind()) {
      case TABLE -> {
        Table table = Targets.table(draft, name, false).orElseThrow();
        yield Roles.of(table)
            .with(
                Role.INDEX,
                table.indexes().stream()
                    .map(i -> new TableName(table.name().schema(), i.name()))
                    .toList());
      }
      case INDEX -> {
        Table table =
            draft
                .schema()
                .findByIndex(name.schema(), name.name())
                .orElseThrow(() -> draft.missing("index " + Targets.words(name)));
        yield Roles.of(table).with(Role.INDEX, new TableName(table.name().schema(), name.name()));
      }
      case SCHEMA, DATABASE, SYSTEM -> Roles.NONE;
    };
  }

  static void cluster(StatementDraft draft, Outline.Cluster cluster) {
    Optional<Table> table = cluster.table().flatMap(t -> Targets.table(draft, t, false));
    draft.asWritten().form("cluster", table.map(Roles::of).orElse(Roles.NONE));
    draft.refuse(
        ErrorCode.UNSAFE,
        "CLUSTER writes "
            + table.map(t -> t.name().toString()).orElse("every marked table")
            + " anew under ACCESS EXCLUSIVE",
        "Run it yourself when nobody uses the table.");
  }

  /** CONCURRENTLY where the view has a key by which its rows can be compared. */
  static void refresh(StatementDraft draft, Outline.RefreshView refresh) {
    Table view = Targets.table(draft, refresh.view(), false).orElseThrow();
    Roles roles = Roles.of(view).as(Role.VIEW);
    draft
        .asWritten()
        .form(refresh.concurrently() ? "refresh-view-concurrently" : "refresh-view", roles)
        .onlyRead();
    Optional<Index> key =
        view.indexes().stream()
            .filter(i -> i.unique() && i.valid() && i.predicate().isEmpty() && !i.hasExpressions())
            .findFirst();
    if (key.isEmpty() || !refresh.withData()) {
      draft.refuse(
          ErrorCode.UNSAFE,
          refresh.withData()
              ? "nobody can read " + view.name() + " while it is filled anew"
              : "nobody can read " + view.name() + " once its rows are gone",
          refresh.withData()
              ? "CREATE UNIQUE INDEX on it over plain columns first: then it is refreshed"
                  + " CONCURRENTLY."
              : "Drop it instead.");
      return;
    }
    StepDraft step =
        StepDraft.execute(
            Phase.MIGRATE,
            "Refresh " + view.name(),
            "CONCURRENTLY lets its readers go on.",
            "REFRESH MATERIALIZED VIEW CONCURRENTLY " + view.name().quoted());
    Form form = draft.form("refresh-view-concurrently");
    draft.step(
        step.locks(roles.claims(form))
            .work(form.work(), draft.estimates().scan(view.size()))
            .undo(new Undo.Nothing("its rows are those of its query")));
    Targets.filled(draft, view);
  }

  private static Roles about(List<Table> tables) {
    List<Roles> roles = new ArrayList<>();
    tables.forEach(t -> roles.add(Roles.of(t)));
    return new Roles(
        roles.stream().flatMap(r -> r.players().stream()).toList(), Targets.size(tables));
  }

  private static String names(List<Table> tables) {
    return tables.stream().map(t -> t.name().toString()).collect(Collectors.joining(", "));
  }

  private static void autonomous(
      StatementDraft draft, String form, Roles roles, String title, String statement) {
    draft.asWritten().form(form, roles);
    step(draft, form, roles, title, statement);
  }

  private static void step(
      StatementDraft draft, String form, Roles roles, String title, String statement) {
    Form row = draft.form(form);
    List<LockClaim> claims = roles.claims(row);
    draft.step(
        StepDraft.of(
                Phase.MIGRATE,
                title,
                new StepAction.Autonomous(statement, Optional.empty()),
                "It lets reads and writes through, and can be run again if it fails.")
            .locks(claims)
            .work(row.work(), draft.estimates().of(row, roles.size()))
            .undo(new Undo.Nothing("it changes nothing that a query could see")));
  }
}
