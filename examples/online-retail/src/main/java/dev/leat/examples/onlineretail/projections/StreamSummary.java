package dev.leat.examples.onlineretail.projections;

import dev.leat.event.Event;
import dev.leat.examples.onlineretail.events.RetailEvent;
import dev.leat.projection.Projection;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one stream, whatever its events are: {@link Applied#events} counts them. Keyed by the stream.
 *
 * @param amount pounds sterling over all events that have an amount; null when none has
 */
public record StreamSummary(
        Applied applied,
        @Nullable Instant firstTime,
        @Nullable Instant lastTime,
        @Nullable String lastType,
        @Nullable BigDecimal amount) {

    /** Its collection. */
    public static final String COLLECTION = "stream_summary";

    private static final StreamSummary EMPTY = new StreamSummary(Applied.NOTHING, null, null, null, null);

    /** Any type of event counts, so the one fold is {@code onAny}. */
    public static Projection<StreamSummary> projection() {
        return Projection.named("stream-summary")
                .into(COLLECTION, StreamSummary.class)
                .startingWith(EMPTY)
                .onAny((summary, data, event) -> summary.with(data, event))
                .build();
    }

    private StreamSummary with(Object data, Event event) {
        return new StreamSummary(
                applied.next(event.version()),
                firstTime == null ? event.time() : firstTime,
                event.time(),
                event.type().name(),
                data instanceof RetailEvent.Row row ? plus(row.amount()) : amount);
    }

    private BigDecimal plus(BigDecimal more) {
        return amount == null ? more : amount.add(more);
    }
}
