package dev.instar.migrator.shadow.ledger.simulation;

/**
 * How one schedule is run.
 *
 * @param seed of every random choice
 * @param weakening what is done wrongly
 * @param keys how many keys there can be
 * @param workers how many chunks are copied at once
 * @param comparesKeys whether the client can compare keys
 * @param verifies whether the verification runs; without it a loss shows in the rows alone
 * @param maxCandidates how many keys the verification remembers
 * @param writesWrongly whether flushes write wrong rows now and then
 * @param swaps whether most statements exchange two rows' unique values, or delete
 * @param isSlow whether much can happen between a statement of the migrator and its commit
 * @param kills how many times the migrator is killed at most
 */
record Settings(
    long seed,
    Weakening weakening,
    int keys,
    int workers,
    boolean comparesKeys,
    boolean verifies,
    int maxCandidates,
    boolean writesWrongly,
    boolean swaps,
    boolean isSlow,
    int kills) {}
