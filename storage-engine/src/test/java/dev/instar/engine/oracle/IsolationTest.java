package dev.instar.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.BundledDatabase;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * What sessions see of each other and who waits, at each isolation level, in the orders of their
 * steps: as on a real PostgreSQL 17. Which of two sessions a deadlock ends is chance, and so that
 * there is one is all that must agree. At SERIALIZABLE a server may refuse more than it must; there
 * what is committed must be what the same sessions bring about one after the other.
 */
@Timeout(300)
final class IsolationTest {
  private static final String USER = "postgres";
  private static final int ORDERS_IN_THE_GATE = 6;

  @TestFactory
  Stream<DynamicTest> someOrders() throws IOException, URISyntaxException {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("IsolationTest seed " + seed);
    return tests(ORDERS_IN_THE_GATE, new Random(seed));
  }

  @Tag("wide")
  @TestFactory
  Stream<DynamicTest> manyOrders() throws IOException, URISyntaxException {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("IsolationTest seed " + seed);
    return tests(Integer.getInteger("isolation.orders", 500), new Random(seed));
  }

  private static Stream<DynamicTest> tests(int ordersMax, Random random)
      throws IOException, URISyntaxException {
    Path root = Path.of(IsolationTest.class.getResource("/dev/instar/engine/isolation").toURI());
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(root)) {
      for (Path file : files.sorted().toList()) {
        for (IsolationSpec spec : IsolationSpec.read(file)) {
          tests.add(
              DynamicTest.dynamicTest(
                  file.getFileName() + ": " + spec.name(),
                  () -> compare(spec.expanded(), ordersMax, random)));
        }
      }
    }
    return tests.stream();
  }

  private static void compare(List<IsolationSpec> specs, int ordersMax, Random random)
      throws Exception {
    try (SharedDatabase real = PostgresServer.shared(PostgresVersion.V17).createDatabase();
        BundledDatabase engine = BundledDatabase.builder().user(USER).inMemory()) {
      Properties properties = new Properties();
      properties.setProperty("user", engine.user());
      properties.setProperty("password", engine.password());
      List<IsolationSpec> chosen = new ArrayList<>(specs);
      Collections.shuffle(chosen, random);
      for (IsolationSpec spec : chosen.subList(0, Math.min(ordersMax, chosen.size()))) {
        List<List<String>> orders = spec.orders();
        Collections.shuffle(orders, random);
        int some = Math.max(1, ordersMax / specs.size());
        try (IsolationRun expected =
                new IsolationRun(spec, () -> real.server().connect(real.name(), new Properties()));
            IsolationRun actual =
                new IsolationRun(
                    spec, () -> DriverManager.getConnection(engine.jdbcUrl(), properties))) {
          for (List<String> order : orders.subList(0, Math.min(some, orders.size()))) {
            compare(order, "READ COMMITTED", expected, actual);
            compare(order, "REPEATABLE READ", expected, actual);
          }
          if (spec.serial()) {
            serializable(spec, orders.subList(0, Math.min(some, orders.size())), actual);
          }
        }
      }
    }
  }

  private static void compare(
      List<String> order, String level, IsolationRun expected, IsolationRun actual)
      throws Exception {
    IsolationRun.Outcome wanted = expected.run(order, level);
    IsolationRun.Outcome found = actual.run(order, level);
    String what = order + " " + level;
    if (wanted.deadlocked() || found.deadlocked()) {
      assertThat(found.deadlocked())
          .as("%s: %s, not %s", what, found.transcript(), wanted.transcript())
          .isEqualTo(wanted.deadlocked());
    } else {
      assertThat(found.transcript()).as(what).isEqualTo(wanted.transcript());
      assertThat(found.last()).as(what).isEqualTo(wanted.last());
    }
  }

  private static void serializable(IsolationSpec spec, List<List<String>> orders, IsolationRun run)
      throws Exception {
    Map<List<String>, IsolationRun.Outcome> serial = new HashMap<>();
    for (List<String> order : orders) {
      IsolationRun.Outcome found = run.run(order, "SERIALIZABLE");
      List<String> committed = spec.steps().keySet().stream().filter(found::committed).toList();
      boolean isSerial = false;
      for (List<String> sequence : permutations(committed)) {
        IsolationRun.Outcome one = serial.get(sequence);
        if (one == null) {
          one = run.run(oneAfterTheOther(spec, sequence), "SERIALIZABLE");
          serial.put(sequence, one);
        }
        IsolationRun.Outcome outcome = one;
        isSerial |=
            outcome.last().equals(found.last())
                && committed.stream()
                    .allMatch(
                        name -> outcome.answers().get(name).equals(found.answers().get(name)));
      }
      assertThat(isSerial).as("%s: %s %s", order, found.transcript(), found.last()).isTrue();
    }
  }

  private static List<String> oneAfterTheOther(IsolationSpec spec, List<String> sequence) {
    List<String> order = new ArrayList<>();
    for (String name : sequence) {
      order.addAll(Collections.nCopies(spec.steps().get(name).size(), name));
    }
    return order;
  }

  private static List<List<String>> permutations(List<String> names) {
    if (names.isEmpty()) {
      return List.of(List.of());
    }
    List<List<String>> found = new ArrayList<>();
    for (String first : names) {
      List<String> others = new ArrayList<>(names);
      others.remove(first);
      for (List<String> rest : permutations(others)) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        found.add(all);
      }
    }
    return found;
  }
}
