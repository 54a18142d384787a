package dev.instar.migrator.run;

import java.time.Duration;

/**
 * How a runner keeps its lease and how long it bears with the server.
 *
 * @param look how often it reads what other terminals ask
 * @param heartbeat how often it renews the lease
 * @param expiry how long a lease lasts without a heartbeat; several of them, so that one may be
 *     late
 * @param reconnect for how long it tries to get the server back before it stops
 */
public record RunTiming(Duration look, Duration heartbeat, Duration expiry, Duration reconnect) {
  public static final RunTiming DEFAULT =
      new RunTiming(
          Duration.ofMillis(500),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofMinutes(5));

  public RunTiming {
    if (look.compareTo(heartbeat) > 0 || heartbeat.multipliedBy(2).compareTo(expiry) > 0) {
      throw new IllegalArgumentException(
          "look %s, heartbeat %s, expiry %s".formatted(look, heartbeat, expiry));
    }
  }
}
