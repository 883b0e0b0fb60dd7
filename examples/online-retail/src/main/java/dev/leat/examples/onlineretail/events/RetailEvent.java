package dev.leat.examples.onlineretail.events;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened in the shop. A document (invoice, cancellation, adjustment) is a stream: its opening comes
 * first, its rows follow. Immutable.
 */
public sealed interface RetailEvent {

    /** The number printed on the document. */
    String documentNo();

    /** Who bought; null when the shop did not know. */
    @Nullable String customerId();

    String country();

    /** The head of a document. */
    sealed interface Opening extends RetailEvent {}

    /** A row of a document. */
    sealed interface Row extends RetailEvent {

        /** Place of the row in its document, from 1. */
        int line();

        String stockCode();

        @Nullable String description();

        /** Pieces; negative on a cancellation. */
        long quantity();

        /** Pounds sterling, exact. */
        BigDecimal unitPrice();

        /** Pounds sterling, exact: quantity times unit price. */
        default BigDecimal amount() {
            return unitPrice().multiply(BigDecimal.valueOf(quantity()));
        }
    }

    record InvoiceOpened(String documentNo, @Nullable String customerId, String country) implements Opening {}

    record CancellationOpened(String documentNo, @Nullable String customerId, String country) implements Opening {}

    /** A product was sold. */
    record InvoiceLineAdded(
            String documentNo,
            int line,
            @Nullable String customerId,
            String country,
            String stockCode,
            @Nullable String description,
            long quantity,
            BigDecimal unitPrice)
            implements Row {}

    /** Postage, a fee, a discount or the like was charged. */
    record InvoiceChargeAdded(
            String documentNo,
            int line,
            @Nullable String customerId,
            String country,
            String stockCode,
            @Nullable String description,
            long quantity,
            BigDecimal unitPrice)
            implements Row {}

    /** A product came back; the quantity is negative. */
    record CancelledLineRecorded(
            String documentNo,
            int line,
            @Nullable String customerId,
            String country,
            String stockCode,
            @Nullable String description,
            long quantity,
            BigDecimal unitPrice)
            implements Row {}

    /** A charge was taken back; the quantity is negative. */
    record CancelledChargeRecorded(
            String documentNo,
            int line,
            @Nullable String customerId,
            String country,
            String stockCode,
            @Nullable String description,
            long quantity,
            BigDecimal unitPrice)
            implements Row {}

    /** The stock was corrected: a write-off, a find or a count. */
    record StockAdjusted(
            String documentNo,
            int line,
            @Nullable String customerId,
            String country,
            String stockCode,
            @Nullable String description,
            long quantity,
            BigDecimal unitPrice)
            implements Row {}

    /** The books were corrected for a debt that nobody will pay. */
    record BadDebtAdjusted(
            String documentNo,
            int line,
            @Nullable String customerId,
            String country,
            String stockCode,
            @Nullable String description,
            long quantity,
            BigDecimal unitPrice)
            implements Row {}
}
