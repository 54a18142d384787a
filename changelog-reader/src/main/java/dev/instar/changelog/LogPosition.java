package dev.instar.changelog;

/**
 * A place in a server's log. Places of one stream are totally ordered; comparing places of two
 * servers' logs throws {@link ClassCastException}. {@link #text} reads back as an equal place.
 */
public interface LogPosition extends Comparable<LogPosition> {
  /** The place in the server's own notation, as it is saved in the state tables. */
  String text();
}
