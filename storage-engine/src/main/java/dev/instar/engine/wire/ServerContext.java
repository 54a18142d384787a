package dev.instar.engine.wire;

import dev.instar.engine.wire.scram.UnknownUsers;
import java.util.concurrent.ScheduledExecutorService;

/** What all connections of a server share. */
record ServerContext(
    WireSettings settings,
    SessionSource source,
    Connections connections,
    UnknownUsers unknownUsers,
    ScheduledExecutorService deadlines) {}
