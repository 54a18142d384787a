package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings of a session. Of its thread.
 *
 * <p>Below what was set are, from the bottom: the table's value, the server's, what ALTER DATABASE
 * and ALTER ROLE say, and what the client asked for when it connected. SET changes the session's
 * layer and SET LOCAL the transaction's; a rollback puts back what was there when the transaction
 * or the savepoint began.
 */
final class Settings {
  private final Map<String, String> defaults;

  /** Written by the session's thread, read by others. */
  private volatile SettingLayers layers = SettingLayers.NONE;

  private SettingLayers atBegin = SettingLayers.NONE;
  private SessionValues values;
  private final Map<String, String> told = new LinkedHashMap<>();
  private boolean mayHaveChanged = true;

  /**
   * @param defaults what the session begins with and RESET goes back to, as kept, by folded name;
   *     what is not in it has the table's value
   */
  Settings(Map<String, String> defaults) {
    this.defaults = Map.copyOf(defaults);
  }

  /** What is kept of a setting that is in the table. */
  String kept(String folded) {
    String value = layers.get(folded);
    if (value == null) {
      value = defaults.get(folded);
    }
    return value == null ? SettingTable.find(folded).orElseThrow().initial() : value;
  }

  /** As SHOW prints it; absent if there is no setting of that name. */
  Optional<String> shown(String name) {
    String folded = SettingTable.folded(name);
    Optional<SettingDefinition> setting = SettingTable.find(folded);
    if (setting.isPresent()) {
      return Optional.of(SettingText.shown(setting.get(), kept(folded)));
    }
    String value = layers.get(folded);
    return Optional.ofNullable(value == null ? defaults.get(folded) : value);
  }

  /** In its own unit, without it; absent if there is no setting of that name. */
  Optional<String> inItsUnit(String name) {
    String folded = SettingTable.folded(name);
    return SettingTable.find(folded).isPresent() ? Optional.of(kept(folded)) : shown(name);
  }

  /** The settings that the engine reads. */
  SessionValues values() {
    if (values == null) {
      values = SessionValues.of(this);
    }
    return values;
  }

  /** Sets what has been checked, or is nobody's to set. */
  void put(String folded, String kept, boolean local) {
    if (!local) {
      change(layers.withSession(folded, kept));
      return;
    }
    // Somebody's own setting is known from its first use on, and then is empty.
    boolean isNew = layers.get(folded) == null && SettingTable.find(folded).isEmpty();
    change((isNew ? layers.withSession(folded, "") : layers).withLocal(folded, kept));
  }

  /**
   * What would be kept of a value.
   *
   * @throws SqlException 42704, 22023, 42501, 55P02, 0A000
   */
  String check(String name, String written, boolean superuser) {
    Optional<SettingDefinition> found = SettingTable.find(name);
    if (found.isEmpty()) {
      requireQualified(name);
      return written;
    }
    SettingDefinition setting = found.get();
    requireSettable(setting, superuser);
    return SettingRules.checked(
        setting, SettingText.kept(setting, written), kept(SettingTable.folded(name)));
  }

  /**
   * What a server's own settings are kept as, by folded name: those too that only a server can
   * have.
   *
   * @param written as in {@code postgresql.conf}
   * @throws SqlException 42704, 22023, 55P02, 0A000
   */
  static Map<String, String> ofServer(Map<String, String> written) {
    Map<String, String> kept = new LinkedHashMap<>();
    written.forEach((name, value) -> kept.put(SettingTable.folded(name), ofServer(name, value)));
    return kept;
  }

  private static String ofServer(String name, String written) {
    Optional<SettingDefinition> found = SettingTable.find(name);
    if (found.isEmpty()) {
      requireQualified(name);
      return written;
    }
    SettingDefinition setting = found.get();
    if (setting.context() == SettingDefinition.Context.INTERNAL) {
      requireSettable(setting, true);
    }
    return SettingRules.checked(setting, SettingText.kept(setting, written), setting.initial());
  }

  /** A name with a dot is somebody's own. */
  private static void requireQualified(String name) {
    if (name.indexOf('.') <= 0 || name.endsWith(".")) {
      throw unknown(name);
    }
  }

  static SqlException unknown(String name) {
    return new SqlException(
        SqlState.UNDEFINED_OBJECT, "unrecognized configuration parameter \"" + name + "\"");
  }

  private static void requireSettable(SettingDefinition setting, boolean superuser) {
    String parameter = "parameter \"" + setting.name() + "\"";
    switch (setting.context()) {
      case INTERNAL ->
          throw new SqlException(
              SqlState.CANT_CHANGE_RUNTIME_PARAM, parameter + " cannot be changed");
      case POSTMASTER ->
          throw new SqlException(
              SqlState.CANT_CHANGE_RUNTIME_PARAM,
              parameter + " cannot be changed without restarting the server");
      case SIGHUP ->
          throw new SqlException(
              SqlState.CANT_CHANGE_RUNTIME_PARAM, parameter + " cannot be changed now");
      case BACKEND, SUPERUSER_BACKEND ->
          throw new SqlException(
              SqlState.CANT_CHANGE_RUNTIME_PARAM,
              parameter + " cannot be set after connection start");
      case SUPERUSER -> {
        if (!superuser) {
          throw new SqlException(
              SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to set " + parameter);
        }
      }
      case USER -> {}
    }
  }

  /** SET … TO DEFAULT and RESET. */
  void reset(String name, boolean local, boolean superuser) {
    Optional<SettingDefinition> found = SettingTable.find(name);
    if (found.isEmpty()) {
      requireQualified(name);
    } else {
      requireSettable(found.get(), superuser);
    }
    String folded = SettingTable.folded(name);
    if (!local) {
      change(layers.reset(folded));
    } else if (layers.get(folded) != null) {
      String initial = defaults.get(folded);
      String value = initial != null ? initial : found.map(SettingDefinition::initial).orElse("");
      change(layers.withLocal(folded, value));
    }
  }

  /** RESET ALL: but for who the session is. */
  void resetAll() {
    SettingLayers before = layers;
    SettingLayers after = SettingLayers.NONE;
    for (String kept : new String[] {"role", "session_authorization"}) {
      if (before.session().containsKey(kept)) {
        after = after.withSession(kept, before.session().get(kept));
      }
    }
    change(after);
  }

  private void change(SettingLayers now) {
    layers = now;
    values = null;
    mayHaveChanged = true;
  }

  /** What a savepoint goes back to. */
  SettingLayers savepoint() {
    return layers;
  }

  void rollbackTo(SettingLayers savepoint) {
    if (!layers.equals(savepoint)) {
      change(savepoint);
    }
  }

  /** A transaction begins. */
  void begin() {
    atBegin = layers;
  }

  void commit() {
    if (!layers.local().isEmpty()) {
      change(layers.withoutLocal());
    }
    atBegin = layers;
  }

  void rollback() {
    rollbackTo(atBegin);
  }

  /**
   * Settings that clients are told and that have changed since the last call.
   *
   * @param shown what SHOW prints, by name
   */
  Map<String, String> changed(Function<String, Optional<String>> shown) {
    if (!mayHaveChanged) {
      return Map.of();
    }
    mayHaveChanged = false;
    Map<String, String> changed = new LinkedHashMap<>();
    for (SettingDefinition setting : SettingTable.all()) {
      if (setting.reported()) {
        String value = shown.apply(setting.name()).orElseThrow();
        if (!value.equals(told.put(setting.name(), value))) {
          changed.put(setting.name(), value);
        }
      }
    }
    return changed;
  }
}
