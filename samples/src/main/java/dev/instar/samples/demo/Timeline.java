package dev.instar.samples.demo;

import dev.instar.migrator.report.Ink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The slowest answer of each of the last moments as a row of bars, on a logarithmic scale from 2 ms
 * to 1 s. Used by one thread.
 */
final class Timeline {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final long[] LIMITS_MS = {2, 5, 10, 30, 100, 300, 1_000};

  /** From here on a user notices; the bar is drawn as an alarm. */
  private static final int NOTICED = 5;

  private final int width;
  private final Deque<Duration> moments = new ArrayDeque<>();

  /**
   * @param width how many moments are shown
   */
  Timeline(int width) {
    this.width = width;
  }

  void add(Duration slowest) {
    moments.addLast(slowest);
    if (moments.size() > width) {
      moments.removeFirst();
    }
  }

  /** The bars, oldest first, padded to the width. */
  String draw(Ink ink) {
    StringBuilder line = new StringBuilder();
    for (Duration slowest : moments) {
      int height = height(slowest);
      String bar = BARS.substring(height, height + 1);
      line.append(height >= NOTICED ? ink.alarm(bar) : bar);
    }
    return line + " ".repeat(width - moments.size());
  }

  private static int height(Duration slowest) {
    int height = 0;
    while (height < LIMITS_MS.length && slowest.toNanos() >= LIMITS_MS[height] * 1_000_000) {
      height++;
    }
    return height;
  }
}
