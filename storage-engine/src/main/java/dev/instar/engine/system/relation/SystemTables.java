package dev.instar.engine.system.relation;

import dev.instar.engine.statement.SystemRelation;
import dev.instar.engine.system.data.DataFile;
import dev.instar.engine.system.data.RelationFacts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which maker makes which relation. Immutable. */
public final class SystemTables {
  private static final RowMaker NOTHING = (context, wanted, rows) -> {};

  private static final Map<String, RowMaker> MAKERS =
      Map.ofEntries(
          Map.entry("pg_class", ClassRows::make),
          Map.entry("pg_namespace", SchemaRows::make),
          Map.entry("pg_attribute", AttributeRows::make),
          Map.entry("pg_type", TypeRows::make),
          Map.entry("pg_enum", EnumRows::make),
          Map.entry("pg_index", IndexRows::make),
          Map.entry("pg_constraint", ConstraintRows::make),
          Map.entry("pg_sequence", SequenceRows::make),
          Map.entry("pg_sequences", SequenceRows::view),
          Map.entry("pg_attrdef", DefaultRows::make),
          Map.entry("pg_depend", DependencyRows::make),
          Map.entry("pg_description", DescriptionRows::make),
          Map.entry("pg_shdescription", DescriptionRows::shared),
          Map.entry("pg_database", DatabaseRows::make),
          Map.entry("pg_authid", RoleRows::authid),
          Map.entry("pg_roles", RoleRows::roles),
          Map.entry("pg_user", RoleRows::users),
          Map.entry("pg_shadow", RoleRows::shadow),
          Map.entry("pg_group", RoleRows::groups),
          Map.entry("pg_auth_members", RoleRows::members),
          Map.entry("pg_db_role_setting", RoleRows::settings),
          Map.entry("pg_publication", PublicationRows::make),
          Map.entry("pg_publication_rel", PublicationRows::tables),
          Map.entry("pg_publication_namespace", PublicationRows::schemas),
          Map.entry("pg_publication_tables", PublicationRows::effective),
          Map.entry("pg_extension", ExtensionRows::make),
          Map.entry("pg_available_extensions", ExtensionRows::available),
          Map.entry("pg_locks", LockRows::make),
          Map.entry("pg_stat_activity", ActivityRows::make),
          Map.entry("pg_stat_database", ActivityRows::databases),
          Map.entry("pg_replication_slots", ReplicationRows::slots),
          Map.entry("pg_stat_replication", ReplicationRows::senders),
          Map.entry("pg_replication_origin", ReplicationRows::origins),
          Map.entry("pg_tables", ViewedRows::tables),
          Map.entry("pg_indexes", ViewedRows::indexes),
          Map.entry("pg_views", ViewedRows::views),
          Map.entry("pg_rewrite", ViewedRows::rules),
          Map.entry("pg_stat_all_tables", StatisticsRows::tables),
          Map.entry("pg_stat_user_tables", StatisticsRows::tables),
          Map.entry("pg_statio_all_tables", StatisticsRows::tableBlocks),
          Map.entry("pg_statio_user_tables", StatisticsRows::tableBlocks),
          Map.entry("pg_stat_all_indexes", StatisticsRows::indexes),
          Map.entry("pg_stat_user_indexes", StatisticsRows::indexes),
          Map.entry("pg_statio_all_indexes", StatisticsRows::indexBlocks),
          Map.entry("pg_statio_user_indexes", StatisticsRows::indexBlocks),
          Map.entry("pg_stats", ColumnStatisticsRows::make),
          Map.entry("pg_settings", SettingRows::make),
          Map.entry("pg_timezone_names", TimeZoneRows::names));

  private static final Map<String, RowMaker> INFORMATION =
      Map.ofEntries(
          Map.entry("information_schema_catalog_name", InformationTables::catalogName),
          Map.entry("schemata", InformationTables::schemata),
          Map.entry("tables", InformationTables::tables),
          Map.entry("views", InformationTables::views),
          Map.entry("sequences", InformationTables::sequences),
          Map.entry("enabled_roles", InformationTables::roles),
          Map.entry("columns", InformationColumns::make),
          Map.entry("collations", InformationColumns::collations),
          Map.entry("table_constraints", InformationConstraints::tables),
          Map.entry("check_constraints", InformationConstraints::checks),
          Map.entry("key_column_usage", InformationConstraints::keyColumns),
          Map.entry("referential_constraints", InformationConstraints::references),
          Map.entry("constraint_column_usage", InformationConstraints::columnUsage),
          Map.entry("constraint_table_usage", InformationConstraints::tableUsage));

  private static final Map<Integer, SystemTable> TABLES = new HashMap<>();

  static {
    for (RelationFacts facts : RelationFacts.all()) {
      TABLES.put(facts.oid(), new SystemTable(facts, maker(facts)));
    }
  }

  private SystemTables() {}

  private static RowMaker maker(RelationFacts facts) {
    if (!facts.schema().equals("pg_catalog")) {
      return INFORMATION.getOrDefault(facts.name(), NOTHING);
    }
    RowMaker maker = MAKERS.get(facts.name());
    if (maker != null) {
      return maker;
    }
    return DataFile.names().contains(facts.name())
        ? (context, wanted, rows) ->
            DataFile.of(facts.name()).rows(wanted.equal()).forEach(rows::add)
        : NOTHING;
  }

  /** A relation by name. */
  public static Optional<SystemRelation> find(String schema, String name) {
    return RelationFacts.find(schema, name).map(facts -> TABLES.get(facts.oid()));
  }
}
