/**
 * Random schedules of the shadow pipeline, driving the real ledger and verification book against a
 * small model of a server.
 *
 * <p>{@link dev.instar.migrator.shadow.ledger.simulation.Simulation} runs one seed: an {@link
 * dev.instar.migrator.shadow.ledger.simulation.Application} writes to a {@link
 * dev.instar.migrator.shadow.ledger.simulation.FakeServer}, a {@link
 * dev.instar.migrator.shadow.ledger.simulation.Pipeline} copies, applies, verifies and cuts over,
 * is killed and succeeded by another. One thread, one random choice per step of whoever may go
 * next, so that a seed replays a failure: {@code -Dinstar.seed=4711}, and {@code
 * -Dinstar.schedules=1000000} for a longer run. A {@link
 * dev.instar.migrator.shadow.ledger.simulation.Weakening} is one deliberate misreading of an
 * invariant, built into the model, never into the ledger.
 */
package dev.instar.migrator.shadow.ledger.simulation;
