package dev.leat.examples.onlineretail.check;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one document must hold, while it is being summed up. Not thread-safe. */
sealed interface Tally {

    /** Stands for a value that the file cannot tell. */
    enum Unknown {
        /** The position that the ledger gave to an event. */
        POSITION
    }

    /** How many events concern the document. */
    long events();

    /** The fields of the document by path. */
    Map<String, @Nullable Object> fields();

    /** A stream. */
    final class OfStream implements Tally {
        long events;
        Instant first = Instant.EPOCH;
        Instant last = Instant.EPOCH;
        String lastType = "";

        @Nullable BigDecimal amount;

        @Override
        public long events() {
            return events;
        }

        @Override
        public Map<String, @Nullable Object> fields() {
            Map<String, @Nullable Object> fields = applied(events, events);
            fields.put("firstTime", first);
            fields.put("lastTime", last);
            fields.put("lastType", lastType);
            fields.put("amount", amount);
            return fields;
        }
    }

    /** A product on a day. */
    final class OfProductDay implements Tally {
        long lines;
        long quantity;
        BigDecimal amount = BigDecimal.ZERO;

        @Override
        public long events() {
            return lines;
        }

        @Override
        public Map<String, @Nullable Object> fields() {
            Map<String, @Nullable Object> fields = applied(lines, Unknown.POSITION);
            fields.put("lines", lines);
            fields.put("quantity", quantity);
            fields.put("amount", amount);
            return fields;
        }
    }

    /** A customer. */
    final class OfCustomer implements Tally {
        long events;
        long invoices;
        long cancellations;
        BigDecimal invoiced = BigDecimal.ZERO;
        BigDecimal cancelled = BigDecimal.ZERO;

        @Override
        public long events() {
            return events;
        }

        @Override
        public Map<String, @Nullable Object> fields() {
            Map<String, @Nullable Object> fields = applied(events, Unknown.POSITION);
            fields.put("invoices", invoices);
            fields.put("cancellations", cancellations);
            fields.put("invoiced", invoiced);
            fields.put("cancelled", cancelled);
            fields.put("net", invoiced.add(cancelled));
            return fields;
        }
    }

    /** A product. */
    final class OfProduct implements Tally {
        long events;
        long sold;
        long cancelled;
        long adjusted;

        @Override
        public long events() {
            return events;
        }

        @Override
        public Map<String, @Nullable Object> fields() {
            Map<String, @Nullable Object> fields = applied(events, Unknown.POSITION);
            fields.put("sold", sold);
            fields.put("cancelled", cancelled);
            fields.put("adjusted", adjusted);
            fields.put("movement", adjusted - sold - cancelled);
            return fields;
        }
    }

    private static Map<String, @Nullable Object> applied(long events, Object last) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        fields.put("applied.events", events);
        fields.put("applied.last", last);
        fields.put("applied.outOfOrder", 0L);
        return fields;
    }
}
