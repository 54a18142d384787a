/**
 * Plans as JSON: what {@code plan --format json} prints, what {@link
 * dev.instar.migrator.plan.json.SavedPlanJson a saved plan} holds, and what the journal keeps.
 * {@link dev.instar.migrator.plan.json.PlanJson} writes and reads; how a sealed type is named in
 * JSON is said here, so that the plan's types know nothing of it.
 */
package dev.instar.migrator.plan.json;
