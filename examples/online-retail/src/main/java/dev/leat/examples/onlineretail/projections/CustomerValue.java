package dev.leat.examples.onlineretail.projections;

import dev.leat.event.Event;
import dev.leat.examples.onlineretail.events.RetailEvent;
import dev.leat.examples.onlineretail.events.RetailEvent.CancellationOpened;
import dev.leat.examples.onlineretail.events.RetailEvent.CancelledChargeRecorded;
import dev.leat.examples.onlineretail.events.RetailEvent.CancelledLineRecorded;
import dev.leat.examples.onlineretail.events.RetailEvent.InvoiceChargeAdded;
import dev.leat.examples.onlineretail.events.RetailEvent.InvoiceLineAdded;
import dev.leat.examples.onlineretail.events.RetailEvent.InvoiceOpened;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What one customer is worth to the shop. Keyed by customer, across streams; an event without a customer is passed over.
 *
 * @param invoices documents
 * @param cancellations documents
 * @param invoiced pounds sterling, charges included
 * @param cancelled pounds sterling, charges included; zero or negative
 * @param net invoiced and cancelled together
 */
public record CustomerValue(
        Applied applied, long invoices, long cancellations, BigDecimal invoiced, BigDecimal cancelled, BigDecimal net) {

    /** Its collection. */
    public static final String COLLECTION = "customer_value";

    private static final CustomerValue EMPTY =
            new CustomerValue(Applied.NOTHING, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    public static Projection<CustomerValue> projection() {
        return Projection.named("customer-value")
                .into(COLLECTION, CustomerValue.class)
                .keyedBy(CustomerValue::keyOf)
                .startingWith(EMPTY)
                .on(InvoiceOpened.class, (value, opened, event) -> value.invoice(event))
                .on(CancellationOpened.class, (value, opened, event) -> value.cancellation(event))
                .on(InvoiceLineAdded.class, (value, line, event) -> value.invoiced(line.amount(), event))
                .on(InvoiceChargeAdded.class, (value, charge, event) -> value.invoiced(charge.amount(), event))
                .on(CancelledLineRecorded.class, (value, line, event) -> value.cancelled(line.amount(), event))
                .on(CancelledChargeRecorded.class, (value, charge, event) -> value.cancelled(charge.amount(), event))
                .build();
    }

    private static Optional<Key> keyOf(Event event) {
        return event.data() instanceof RetailEvent retail
                ? Optional.ofNullable(retail.customerId()).map(Key::of)
                : Optional.empty();
    }

    private CustomerValue invoice(Event event) {
        return new CustomerValue(then(event), invoices + 1, cancellations, invoiced, cancelled, net);
    }

    private CustomerValue cancellation(Event event) {
        return new CustomerValue(then(event), invoices, cancellations + 1, invoiced, cancelled, net);
    }

    private CustomerValue invoiced(BigDecimal amount, Event event) {
        return new CustomerValue(
                then(event), invoices, cancellations, invoiced.add(amount), cancelled, net.add(amount));
    }

    private CustomerValue cancelled(BigDecimal amount, Event event) {
        return new CustomerValue(
                then(event), invoices, cancellations, invoiced, cancelled.add(amount), net.add(amount));
    }

    private Applied then(Event event) {
        return applied.later(event.position().value());
    }
}
