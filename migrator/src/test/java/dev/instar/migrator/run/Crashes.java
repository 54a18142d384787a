package dev.instar.migrator.run;

import dev.instar.migrator.postgresql.CuttingProxy;
import dev.instar.migrator.postgresql.CuttingProxy.Cut;
import dev.instar.migrator.postgresql.CuttingProxy.Request;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Ends a process between two of its writes, as kill -9 does: from that boundary on the server hears
 * nothing from any of its connections. A boundary is a commit that changes something, or a
 * statement that is a transaction of its own; thread-safe.
 */
final class Crashes implements CuttingProxy.Cutter {
  private static final Pattern CHANGES_NOTHING =
      Pattern.compile("(?is)(BEGIN|COMMIT|ROLLBACK|SELECT|SET|SHOW|LOCK|SAVEPOINT|RELEASE)\\b.*");

  private static final Pattern STEP = Pattern.compile("\\d+\\.\\d+");

  /** Of a boundary's name: enough to tell statements apart. */
  private static final int TEXT = 100;

  private Predicate<String> next = boundary -> false;
  private Cut side = Cut.AFTER;
  private boolean dead;

  /**
   * Lets the process live until the first boundary of which that is true.
   *
   * @param how BEFORE or AFTER the server has carried it out
   */
  synchronized void at(Cut how, Predicate<String> boundary) {
    side = how;
    next = boundary;
    dead = false;
  }

  synchronized boolean happened() {
    return dead;
  }

  /** For the next process, which lives on. */
  void never() {
    at(Cut.AFTER, boundary -> false);
  }

  @Override
  public synchronized Cut at(Request request) {
    if (dead) {
      return Cut.BEFORE;
    }
    Optional<String> boundary = boundary(request);
    if (boundary.isPresent() && next.test(boundary.get())) {
      dead = true;
      return side;
    }
    return Cut.NONE;
  }

  /**
   * Whose it is, the steps that it is about, and the last statement that changes something; empty
   * for other requests.
   */
  private static Optional<String> boundary(Request request) {
    // Taking the lease is no step; its own test kills there.
    boolean ours = request.session().startsWith("instar ") && !request.of("takeover");
    boolean alone = request.of("step") && request.transaction().stream().noneMatch("BEGIN"::equals);
    if (!ours || !(request.commits() || alone)) {
      return Optional.empty();
    }
    List<String> changes =
        (alone ? List.of(request.transaction().getLast()) : request.transaction())
            .stream().filter(s -> !CHANGES_NOTHING.matcher(s.strip()).matches()).toList();
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    String steps =
        request.parameters().stream()
            .filter(p -> STEP.matcher(p).matches())
            .distinct()
            .collect(Collectors.joining(","));
    String text = changes.getLast().strip().replaceAll("\\s+", " ");
    return Optional.of(
        "%s [%s] %s"
            .formatted(request.purpose(), steps, text.substring(0, Math.min(TEXT, text.length()))));
  }
}
