package dev.instar.engine.function;

import dev.instar.engine.type.DataType;

/** A value and what it is of. */
record TypedValue(DataType type, Object value) {}
