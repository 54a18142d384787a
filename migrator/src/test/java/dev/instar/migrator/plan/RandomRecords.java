package dev.instar.migrator.plan;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Records with anything in their components that they take: every optional there or not, lists
 * empty or longer, each constant, each record of a sealed type. Not thread-safe.
 */
public final class RandomRecords {
  private static final int ATTEMPTS_MAX = 1_000;
  private static final List<String> TEXTS =
      List.of("", "id", "public", "Or\"ders", "SELECT 'ä\n\t\\'", "\u0001\u2028", "𝒙", "null");

  private final SplittableRandom random;
  private final Set<String> made = new TreeSet<>();

  public RandomRecords(long seed) {
    random = new SplittableRandom(seed);
  }

  /** The records and constants that were made so far, by their names. */
  public Set<String> made() {
    return made;
  }

  /** All that can be made for a type, as {@link #made()} has it. */
  public static Set<String> possible(Class<?> type) {
    Set<String> names = new TreeSet<>();
    addPossible(names, new LinkedHashSet<>(), type);
    return names;
  }

  private static void addPossible(Set<String> names, Set<Type> seen, Type type) {
    if (!seen.add(type)) {
      return;
    }
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(t -> addPossible(names, seen, t));
    } else if (type instanceof Class<?> c && c.isEnum()) {
      Arrays.stream(c.getEnumConstants()).forEach(constant -> names.add(name(constant)));
    } else if (type instanceof Class<?> c && c.isSealed()) {
      Arrays.stream(c.getPermittedSubclasses()).forEach(s -> addPossible(names, seen, s));
    } else if (type instanceof Class<?> c && c.isRecord()) {
      names.add(c.getName());
      for (RecordComponent component : c.getRecordComponents()) {
        addPossible(names, seen, component.getGenericType());
      }
    }
  }

  private static String name(Object constant) {
    return constant.getClass().getName() + "." + constant;
  }

  /** One more. */
  public <T> T next(Class<T> type) {
    return type.cast(value(type));
  }

  /** A value for a component. */
  public Object value(Type type) {
    return type instanceof ParameterizedType generic
        ? container((Class<?>) generic.getRawType(), generic.getActualTypeArguments())
        : plain((Class<?>) type);
  }

  private Object container(Class<?> raw, Type[] arguments) {
    if (raw == Optional.class) {
      return random.nextBoolean() ? Optional.of(value(arguments[0])) : Optional.empty();
    }
    if (raw == List.class || raw == Set.class) {
      Collection<Object> values = raw == List.class ? new ArrayList<>() : new LinkedHashSet<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        values.add(value(arguments[0]));
      }
      return values;
    }
    if (raw == Map.class) {
      Map<Object, Object> values = new HashMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        values.put(value(arguments[0]), value(arguments[1]));
      }
      return values;
    }
    throw new AssertionError("not known here: " + raw);
  }

  private Object plain(Class<?> type) {
    if (type == String.class) {
      return TEXTS.get(random.nextInt(TEXTS.size()));
    }
    if (type == int.class || type == Integer.class) {
      return random.nextInt(1, 1_000);
    }
    if (type == long.class || type == Long.class) {
      return random.nextLong() >>> random.nextInt(1, 64);
    }
    if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    }
    if (type == Duration.class) {
      return Duration.ofNanos(random.nextLong(1L << 60));
    }
    if (type.isEnum()) {
      Object constant = type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
      made.add(name(constant));
      return constant;
    }
    if (type.isSealed()) {
      Class<?>[] kinds = type.getPermittedSubclasses();
      return plain(kinds[random.nextInt(kinds.length)]);
    }
    if (type.isRecord()) {
      return record(type);
    }
    throw new AssertionError("not known here: " + type);
  }

  /** Until one is to the record's liking. */
  private Object record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
        Object[] values = Arrays.stream(components).map(c -> value(c.getGenericType())).toArray();
        try {
          Object made = constructor.newInstance(values);
          this.made.add(type.getName());
          return made;
        } catch (InvocationTargetException e) {
          if (!(e.getCause() instanceof IllegalArgumentException)) {
            throw new AssertionError(e.getCause());
          }
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
    throw new AssertionError("nothing suits " + type);
  }
}
