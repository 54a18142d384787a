package dev.instar.migrator.throttle;

/** Makes the signals of one server. */
public interface SignalSource {
  /** The signal that a limit is about. */
  Signal signal(LoadLimit limit);

  /** How many sessions other than ours are at work at the moment; what the copy yields to. */
  Signal activeSessions();

  /** Nobody else is there, and no limit can be read. */
  SignalSource NONE =
      new SignalSource() {
        @Override
        public Signal signal(LoadLimit limit) {
          return limit instanceof LoadLimit.FlagFile file
              ? new FlagFileSignal(file.path())
              : new FixedSignal(
                  limit.signal(), new Reading.Unreadable("there is no server to ask"));
        }

        @Override
        public Signal activeSessions() {
          return new FixedSignal("active_sessions", new Reading.Measured(0, "0"));
        }
      };
}
