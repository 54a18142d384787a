package dev.instar.engine.define.alter;

import dev.instar.engine.define.StorageOptions;
import dev.instar.engine.sql.AlterTableAction;
import java.util.HashMap;
import java.util.Map;

/** SET (storage parameter = value) and RESET (storage parameter) of a table. */
final class TableOptions {
  private TableOptions() {}

  static void apply(AlterTableAction.SetTableOptions action, TableWork work) {
    Map<String, String> now = new HashMap<>(work.table().options());
    if (OptionChanges.isReset(action.text())) {
      action.options().keySet().forEach(now::remove);
    } else {
      now.putAll(StorageOptions.checked(StorageOptions.Kind.TABLE, action.options()));
    }
    work.put(work.table().withOptions(now));
  }
}
