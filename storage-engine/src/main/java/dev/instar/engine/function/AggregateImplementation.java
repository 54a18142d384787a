package dev.instar.engine.function;

/** Makes accumulators. Stateless. */
@FunctionalInterface
interface AggregateImplementation {
  Accumulator start(CallContext context);
}
