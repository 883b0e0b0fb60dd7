/**
 * Leat: one change stream, many replicas, each event taking effect exactly once, in stream order.
 *
 * <pre>
 *  append ─► event collection ─► change stream ─► tailer ─► LEDGER ─► partitions ─► batch ─► fold ─► one transaction:
 *  event                                          ledger              partition    batch    projection   readmodel
 *                                                                     lease                              + checkpoint
 * </pre>
 *
 * This package holds the entry point, {@link dev.leat.Leat}, and its builder. The packages beside it follow the data;
 * {@link dev.leat.route} holds other ways from the ledger to the partitions than the one drawn here.
 */
@NullMarked
package dev.leat;

import org.jspecify.annotations.NullMarked;
