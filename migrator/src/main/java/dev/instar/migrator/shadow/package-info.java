/**
 * The shadow pipeline: fills a shadow table, keeps it in step with its source, proves that they
 * agree, and swaps them.
 *
 * <pre>
 *  change stream ─ Intake ─▶ KeyLedger ◀─ Copier ─ chunks ─▶ shadow
 *                               │ pending                     ▲
 *                               └────────▶ Flusher ─ batches ─┘
 * </pre>
 *
 * <p>Entry: {@link dev.instar.migrator.shadow.ShadowPipeline}. Where every key is, stands in the
 * ledger's room; what is done to a server, behind {@link
 * dev.instar.migrator.shadow.ShadowDatabase}. This room holds the loops, the order of the stages
 * and the cut-over's choreography, for any server. Rows never pass through it: a change is a key,
 * and applying it means that the server deletes the shadow's row of that key and reads the source's
 * row anew (invariants I1 to I8 of the design).
 */
package dev.instar.migrator.shadow;
