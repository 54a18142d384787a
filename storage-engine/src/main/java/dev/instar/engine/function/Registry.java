package dev.instar.engine.function;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The implementations by the names that the table calls them by. Filled once, then only read. */
final class Registry {
  private final Map<String, Implementation> functions = new HashMap<>();
  private final Map<String, AggregateImplementation> aggregates = new HashMap<>();

  Registry() {
    ComparisonFunctions.register(this);
    IntegerFunctions.register(this);
    FloatFunctions.register(this);
    NumericFunctions.register(this);
    TextFunctions.register(this);
    QuotingFunctions.register(this);
    PatternFunctions.register(this);
    ByteaFunctions.register(this);
    DateTimeFunctions.register(this);
    DateTimeArithmetic.register(this);
    JsonFunctions.register(this);
    JsonbFunctions.register(this);
    ArrayFunctions.register(this);
    SystemFunctions.register(this);
    NetworkFunctions.register(this);
    SetFunctions.register(this);
    Aggregates.register(this);
    DateTimeToText.register(this);
    TextToDateTime.register(this);
    NumberFormatting.register(this);
    EnumFunctions.register(this);
    RecordFunctions.register(this);
  }

  void add(String name, Implementation implementation) {
    if (functions.put(name, implementation) != null) {
      throw new IllegalStateException("twice: " + name);
    }
  }

  void addAggregate(String name, AggregateImplementation implementation) {
    aggregates.put(name, implementation);
  }

  Implementation function(String name) {
    return functions.get(name);
  }

  AggregateImplementation aggregate(String name) {
    return aggregates.get(name);
  }

  Set<String> names() {
    return functions.keySet();
  }

  Set<String> aggregateNames() {
    return aggregates.keySet();
  }
}
