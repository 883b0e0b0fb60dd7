package dev.leat.examples.onlineretail.projections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.examples.onlineretail.events.RetailEvent;
import dev.leat.examples.onlineretail.events.RetailEvent.CancellationOpened;
import dev.leat.examples.onlineretail.events.RetailEvent.CancelledLineRecorded;
import dev.leat.examples.onlineretail.events.RetailEvent.InvoiceChargeAdded;
import dev.leat.examples.onlineretail.events.RetailEvent.InvoiceLineAdded;
import dev.leat.examples.onlineretail.events.RetailEvent.InvoiceOpened;
import dev.leat.examples.onlineretail.events.RetailEvent.StockAdjusted;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

final class RetailProjectionsTest {

    private static final Instant MORNING = Instant.parse("2011-11-14T09:00:00Z");
    private static final Instant NEXT_DAY = Instant.parse("2011-11-15T00:00:00Z");

    private static final List<Event> EVENTS = List.of(
            event(1, "invoice-1", 1, MORNING, new InvoiceOpened("1", "c", "UK")),
            event(2, "invoice-1", 2, MORNING, new InvoiceLineAdded("1", 1, "c", "UK", "P", null, 3, money("0.1"))),
            event(3, "invoice-2", 1, MORNING, new InvoiceOpened("2", null, "UK")),
            event(4, "invoice-2", 2, MORNING, new InvoiceLineAdded("2", 1, null, "UK", "P", null, 1, money("0.25"))),
            event(5, "invoice-1", 3, NEXT_DAY, new InvoiceChargeAdded("1", 2, "c", "UK", "POST", null, 1, money("18"))),
            event(6, "cancellation-C3", 1, NEXT_DAY, new CancellationOpened("C3", "c", "UK")),
            event(
                    7,
                    "cancellation-C3",
                    2,
                    NEXT_DAY,
                    new CancelledLineRecorded("C3", 1, "c", "UK", "P", null, -2, money("0.1"))),
            event(8, "adjustment-4", 1, NEXT_DAY, new StockAdjusted("4", 1, null, "UK", "P", null, -5, money("0"))));

    private static BigDecimal money(String text) {
        return new BigDecimal(text);
    }

    private static Event event(long position, String stream, long version, Instant time, Object data) {
        String type = data instanceof RetailEvent ? data.getClass().getSimpleName() : "Other";
        return new Event(
                Position.of(position),
                EventId.of(position),
                0,
                StreamId.of(stream),
                version,
                EventType.of(type),
                time,
                data,
                Map.of());
    }

    @Test
    void streamSummary_countsAndSumsAStream() {
        assertThat(Folding.fold(StreamSummary.projection(), EVENTS))
                .containsEntry(
                        "invoice-1",
                        new StreamSummary(new Applied(3, 3, 0), MORNING, NEXT_DAY, "InvoiceChargeAdded", money("18.3")))
                .hasSize(4);
    }

    @Test
    void streamSummary_takesEventsOfAnyType_withoutAmount() {
        Event other = event(1, "parcel-1", 1, MORNING, new BsonDocument());
        assertThat(Folding.fold(StreamSummary.projection(), List.of(other)))
                .containsEntry("parcel-1", new StreamSummary(new Applied(1, 1, 0), MORNING, MORNING, "Other", null));
        assertThat(Folding.fold(CustomerValue.projection(), List.of(other))).isEmpty();
    }

    @Test
    void productDaySales_sumLines_byDayAndProduct() {
        assertThat(Folding.fold(ProductDaySales.projection(), EVENTS))
                .containsExactly(
                        Map.entry("2011-11-14/P", new ProductDaySales(new Applied(2, 4, 0), 2, 4, money("0.55"))));
    }

    @Test
    void customerValue_passesOverEventsWithoutCustomer() {
        assertThat(Folding.fold(CustomerValue.projection(), EVENTS))
                .containsExactly(Map.entry(
                        "c",
                        new CustomerValue(new Applied(5, 7, 0), 1, 1, money("18.3"), money("-0.2"), money("18.1"))));
    }

    @Test
    void stockMovement_countsWhatLeftCameBackAndWasFound() {
        assertThat(Folding.fold(StockMovement.projection(), EVENTS))
                .containsExactly(Map.entry("P", new StockMovement(new Applied(4, 8, 0), 4, -2, -5, -7)));
    }

    @Test
    void wrongOrder_isCounted() {
        List<Event> ofStream = List.of(EVENTS.get(0), EVENTS.get(4), EVENTS.get(1));
        assertThat(Folding.fold(StreamSummary.projection(), ofStream).values())
                .extracting(StreamSummary::applied)
                .containsExactly(new Applied(3, 2, 2));
        List<Event> ofProduct = List.of(EVENTS.get(3), EVENTS.get(1));
        assertThat(Folding.fold(StockMovement.projection(), ofProduct).values())
                .extracting(StockMovement::applied)
                .containsExactly(new Applied(2, 2, 1));
    }
}
