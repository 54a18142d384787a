package dev.instar.engine.plan;

/**
 * The plan of a subquery in an expression.
 *
 * @param once whether it is run once, because it does not depend on rows around it
 */
record Subplan(boolean once, PlanNode plan) {}
