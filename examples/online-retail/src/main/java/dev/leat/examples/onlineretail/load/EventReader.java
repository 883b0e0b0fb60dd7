package dev.leat.examples.onlineretail.load;

import dev.leat.event.EventType;
import dev.leat.event.StreamId;
import dev.leat.examples.onlineretail.events.RetailEvent;
import dev.leat.examples.onlineretail.events.RetailEvent.BadDebtAdjusted;
import dev.leat.examples.onlineretail.events.RetailEvent.CancellationOpened;
import dev.leat.examples.onlineretail.events.RetailEvent.CancelledChargeRecorded;
import dev.leat.examples.onlineretail.events.RetailEvent.CancelledLineRecorded;
import dev.leat.examples.onlineretail.events.RetailEvent.InvoiceChargeAdded;
import dev.leat.examples.onlineretail.events.RetailEvent.InvoiceLineAdded;
import dev.leat.examples.onlineretail.events.RetailEvent.InvoiceOpened;
import dev.leat.examples.onlineretail.events.RetailEvent.StockAdjusted;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from lines such as <pre>{@code
 * {"streamId":"invoice-1","type":"InvoiceOpened","time":"2011-11-14T09:26:00Z","data":{...}}
 * }</pre>
 * one at a time, in the order of the file. Fields that the example has no use for are ignored, blank lines too; all else
 * that is not an event is malformed. Not thread-safe.
 */
final class EventReader implements Closeable {

    private final LineReader lines;
    private final Consumer<MalformedLine> malformed;

    /**
     * Opens a file.
     *
     * @param malformed gets every malformed line, in order; what it throws ends the reading
     */
    EventReader(EventFile file, Consumer<MalformedLine> malformed) throws IOException {
        this(file.open(), malformed);
    }

    /** Reads content that is not compressed, which is closed with this reader. */
    EventReader(InputStream content, Consumer<MalformedLine> malformed) {
        this.lines = new LineReader(content);
        this.malformed = malformed;
    }

    /** The next event; null at the end. */
    @Nullable ReadEvent next() throws IOException {
        while (lines.next()) {
            if (lines.isBlank()) {
                continue;
            }
            try {
                return parse();
            } catch (MalformedEventException e) {
                malformed.accept(MalformedLine.of(lines, e.reason()));
            }
        }
        return null;
    }

    /** Lines read so far. */
    long linesRead() {
        return lines.number();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private ReadEvent parse() throws MalformedEventException {
        if (lines.isOverlong()) {
            throw new MalformedEventException(
                    "longer than " + LineReader.MAX_LINE_BYTES + " bytes, more than a document can hold");
        }
        Fields event = new Fields(JsonData.read(lines.bytes(), lines.length()), "");
        String stream = event.text("streamId");
        if (stream.length() > StreamId.MAX_LENGTH) {
            throw new MalformedEventException("field streamId has more than " + StreamId.MAX_LENGTH + " characters");
        }
        String type = event.text("type");
        return new ReadEvent(
                lines.number(),
                StreamId.of(stream),
                EventType.of(type),
                event.time("time"),
                data(type, event.object("data")));
    }

    private static Object data(String type, Fields data) throws MalformedEventException {
        return switch (type) {
            case "InvoiceOpened" -> opening(data, InvoiceOpened::new);
            case "CancellationOpened" -> opening(data, CancellationOpened::new);
            case "InvoiceLineAdded" -> row(data, InvoiceLineAdded::new);
            case "InvoiceChargeAdded" -> row(data, InvoiceChargeAdded::new);
            case "CancelledLineRecorded" -> row(data, CancelledLineRecorded::new);
            case "CancelledChargeRecorded" -> row(data, CancelledChargeRecorded::new);
            case "StockAdjusted" -> row(data, StockAdjusted::new);
            case "BadDebtAdjusted" -> row(data, BadDebtAdjusted::new);
            default -> data.document();
        };
    }

    private interface OpeningMaker {
        RetailEvent make(String documentNo, @Nullable String customerId, String country);
    }

    private interface RowMaker {
        RetailEvent make(
                String documentNo,
                int line,
                @Nullable String customerId,
                String country,
                String stockCode,
                @Nullable String description,
                long quantity,
                BigDecimal unitPrice);
    }

    private static RetailEvent opening(Fields data, OpeningMaker maker) throws MalformedEventException {
        return maker.make(data.text("documentNo"), data.textOrNull("customerId"), data.text("country"));
    }

    private static RetailEvent row(Fields data, RowMaker maker) throws MalformedEventException {
        return maker.make(
                data.text("documentNo"),
                data.lineNumber("line"),
                data.textOrNull("customerId"),
                data.text("country"),
                data.text("stockCode"),
                data.anyTextOrNull("description"),
                data.whole("quantity"),
                data.decimal("unitPrice"));
    }
}
