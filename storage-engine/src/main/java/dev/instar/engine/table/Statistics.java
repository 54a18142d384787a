package dev.instar.engine.table;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.evaluation.ValueOrder;
import dev.instar.engine.function.Collation;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.AccessCounters;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Gathers {@link TableStatistics}, as PostgreSQL's ANALYZE does: from a sample, with up to a
 * hundred most common values and a hundred parts of the others. Stateless.
 */
public final class Statistics {
  /** {@code default_statistics_target}. */
  private static final int TARGET = 100;

  /** A value is common if it is so much more frequent than the average one. */
  private static final double COMMON = 1.25;

  /** Above that share of different values their number is taken to grow with the table. */
  private static final double GROWING = 0.1;

  /** Longer values are not kept. */
  private static final int WIDEST = 1024;

  private Statistics() {}

  /** Looks at a table, which is locked, and keeps what is found. */
  public static void gather(StatementContext context, Table table, boolean automatic) {
    VersionedTable stored = context.services().store().table(table.storage());
    long changed = stored.counters().get(AccessCounters.Count.CHANGED_SINCE_ANALYZE);
    Sample sample = Sample.of(context, table);
    Map<Integer, ColumnStatistics> columns = new HashMap<>();
    for (Column column : table.columns()) {
      if (!column.dropped()) {
        column(context, column, sample).ifPresent(found -> columns.put(column.number(), found));
      }
    }
    stored.know(new TableStatistics(sample.tableRows(), columns));
    AccessCounters counters = stored.counters();
    counters.add(AccessCounters.Count.CHANGED_SINCE_ANALYZE, -changed);
    counters.add(
        automatic ? AccessCounters.Count.AUTOMATIC_ANALYZES : AccessCounters.Count.ANALYZES, 1);
    counters.mark(
        automatic ? AccessCounters.Moment.AUTOMATIC_ANALYZE : AccessCounters.Moment.ANALYZE,
        System.currentTimeMillis());
  }

  /** A value and where in the sample it is. */
  private record Placed(Object value, int place) {}

  /** A value and how many rows of the sample have it. */
  private record Counted(Object value, int count) {}

  private static Optional<ColumnStatistics> column(
      StatementContext context, Column column, Sample sample) {
    DataType type = context.catalog().type(column.type()).orElseThrow();
    ValueOrder order = ValueOrder.of(type, Collation.stored(column.collation(), type));
    List<Placed> values = new ArrayList<>();
    int place = 0;
    long bytes = 0;
    for (Object[] row : sample.rows()) {
      Object value = row[column.number() - 1];
      if (value != null) {
        values.add(new Placed(value, place));
        bytes += width(type, value);
      }
      place++;
    }
    if (sample.rows().isEmpty()) {
      return Optional.empty();
    }
    double nulls = 1 - values.size() / (double) sample.rows().size();
    int width = values.isEmpty() ? 0 : (int) Math.rint(bytes / (double) values.size());
    if (!hasOrder(type) || width > WIDEST) {
      return Optional.empty();
    }
    values.sort(Comparator.comparing(Placed::value, order::compare));
    List<Counted> groups = groups(values, order);
    double distinct = distinct(groups, values.size(), sample, nulls);
    List<Counted> common = common(groups, values.size(), distinct);
    return Optional.of(
        new ColumnStatistics(
            nulls,
            width,
            distinct,
            common.stream().map(Counted::value).toList(),
            common.stream().map(c -> c.count() / (double) sample.rows().size()).toList(),
            bounds(groups, common),
            correlation(values),
            order));
  }

  /** Types without an order have no comparison to be estimated. */
  private static boolean hasOrder(DataType type) {
    return !type.name().equals("json") && !type.name().equals("xml");
  }

  private static int width(DataType type, Object value) {
    if (type.size() > 0) {
      return type.size();
    }
    return value instanceof String text
        ? text.length() + 1
        : value instanceof byte[] raw ? raw.length + 1 : 8;
  }

  private static List<Counted> groups(List<Placed> sorted, ValueOrder order) {
    List<Counted> groups = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size()
          || order.compare(sorted.get(from).value(), sorted.get(i).value()) != 0) {
        groups.add(new Counted(sorted.get(from).value(), i - from));
        from = i;
      }
    }
    return groups;
  }

  /** The estimator of Haas and Stokes that PostgreSQL uses: n·d / (n − f1 + f1·n/N). */
  private static double distinct(List<Counted> groups, int sampled, Sample sample, double nulls) {
    double all = sample.tableRows() * (1 - nulls);
    long once = groups.stream().filter(g -> g.count() == 1).count();
    double distinct = groups.size();
    if (once == groups.size()) {
      distinct = all;
    } else if (once > 0 && sampled < all) {
      distinct =
          Math.clamp(
              sampled * distinct / (sampled - once + once * (double) sampled / all), distinct, all);
    }
    double rounded = Math.floor(distinct + 0.5);
    return rounded > GROWING * sample.tableRows() ? -rounded / sample.tableRows() : rounded;
  }

  private static List<Counted> common(List<Counted> groups, int sampled, double distinct) {
    boolean complete = groups.size() <= TARGET && distinct > 0;
    double least = complete ? 1 : Math.max(2, COMMON * sampled / Math.max(1, groups.size()));
    List<Counted> common =
        new ArrayList<>(groups.stream().filter(g -> g.count() >= least).toList());
    common.sort(Comparator.comparingInt(Counted::count).reversed());
    return common.size() > TARGET ? common.subList(0, TARGET) : common;
  }

  private static List<Object> bounds(List<Counted> groups, List<Counted> common) {
    java.util.Set<Counted> left = Collections.newSetFromMap(new java.util.IdentityHashMap<>());
    left.addAll(common);
    List<Counted> others = groups.stream().filter(g -> !left.contains(g)).toList();
    if (others.size() < 2) {
      return List.of();
    }
    long total = others.stream().mapToLong(Counted::count).sum();
    int parts = Math.min(TARGET, others.size() - 1);
    List<Object> bounds = new ArrayList<>();
    long before = 0;
    int next = 0;
    for (Counted group : others) {
      before += group.count();
      while (next <= parts && (total - 1) * next / parts < before) {
        bounds.add(group.value());
        next++;
      }
    }
    return bounds;
  }

  private static OptionalDouble correlation(List<Placed> sorted) {
    int n = sorted.size();
    if (n < 2) {
      return OptionalDouble.empty();
    }
    int[] ranks = new int[n];
    Integer[] byPlace = new Integer[n];
    for (int i = 0; i < n; i++) {
      byPlace[i] = i;
    }
    java.util.Arrays.sort(byPlace, Comparator.comparingInt(i -> sorted.get(i).place()));
    for (int i = 0; i < n; i++) {
      ranks[byPlace[i]] = i;
    }
    double products = 0;
    for (int i = 0; i < n; i++) {
      products += i * (double) ranks[i];
    }
    double sum = (n - 1.0) * n / 2;
    double squares = (n - 1.0) * n * (2.0 * n - 1) / 6;
    return OptionalDouble.of((n * products - sum * sum) / (n * squares - sum * sum));
  }
}
