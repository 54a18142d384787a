package dev.instar.migrator.journal;

import java.util.Objects;

/**
 * What other terminals ask of the runner.
 *
 * @param paused hold all work until unpaused
 * @param cutOver swap now, where the run was told to wait for this
 * @param abort take everything back
 * @param throttle settings of the throttle, a JSON object; {@code {}} if nobody changed any
 */
public record ControlFlags(boolean paused, boolean cutOver, boolean abort, String throttle) {
  /** Nobody asks for anything. */
  public static final ControlFlags NONE = new ControlFlags(false, false, false, "{}");

  public ControlFlags {
    Objects.requireNonNull(throttle, "throttle");
  }
}
