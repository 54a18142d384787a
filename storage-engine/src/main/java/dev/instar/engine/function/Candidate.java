package dev.instar.engine.function;

import dev.instar.engine.type.DataType;
import java.util.List;

/**
 * A function as it would be called with that many arguments.
 *
 * @param parameters one for each argument
 * @param gathered where the variadic array begins; negative if it is given as one, or not at all
 */
record Candidate<T>(T subject, List<DataType> parameters, int gathered) {}
