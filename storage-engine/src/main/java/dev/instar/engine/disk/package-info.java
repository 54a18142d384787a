/**
 * The disk, as the engine sees it: one directory of flat names ({@link
 * dev.instar.engine.disk.Disk}), files that are read and written at positions ({@link
 * dev.instar.engine.disk.DiskFile}), and what makes them last: {@code force} for a file's bytes,
 * {@code syncDirectory} for names. Log and store do all their input and output through it, so that
 * tests can put a disk underneath on which every operation may be the last.
 *
 * <p>What may be relied on, and no more: bytes are durable once {@code force} has returned; names
 * (created, renamed, deleted) are durable once {@code syncDirectory} has returned; before that a
 * crash may keep any sector of any write and drop any other. A force that failed says that bytes
 * may be gone for good, whatever a second force says; its owner stops.
 *
 * <p>This room knows {@code engine.error} and nothing else.
 */
package dev.instar.engine.disk;
