package dev.leat.examples.onlineretail.check;

import dev.leat.examples.onlineretail.load.EventFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the four read models must hold after the events of a file: one loop over its lines, one thread, no event store,
 * no projection. In memory as large as the read models. Not thread-safe.
 */
public final class ExpectedReadModels {

    private static final Set<String> SALES = Set.of("InvoiceLineAdded", "InvoiceChargeAdded");
    private static final Set<String> RETURNS = Set.of("CancelledLineRecorded", "CancelledChargeRecorded");
    private static final Set<String> CORRECTIONS = Set.of("StockAdjusted", "BadDebtAdjusted");

    private final Map<String, Tally.OfStream> streams = new LinkedHashMap<>();
    private final Map<String, Tally.OfProductDay> productDays = new LinkedHashMap<>();
    private final Map<String, Tally.OfCustomer> customers = new LinkedHashMap<>();
    private final Map<String, Tally.OfProduct> products = new LinkedHashMap<>();
    private long events;

    private ExpectedReadModels() {}

    /**
     * Reads a file.
     *
     * @param limit most events counted, from the beginning
     * @param parked says of a line number, asked in ascending order, whether the load set the line aside
     */
    public static ExpectedReadModels of(EventFile file, long limit, LongPredicate parked) throws IOException {
        ExpectedReadModels expected = new ExpectedReadModels();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(file.open(), StandardCharsets.UTF_8))) {
            long number = 0;
            for (String line = reader.readLine(); line != null && expected.events < limit; line = reader.readLine()) {
                if (!parked.test(++number) && !line.isBlank()) {
                    expected.add(FlatJson.parse(number == 1 ? withoutByteOrderMark(line) : line));
                }
            }
        }
        return expected;
    }

    public long events() {
        return events;
    }

    /** The documents of each collection by id. */
    Map<String, Map<String, ? extends Tally>> byCollection() {
        Map<String, Map<String, ? extends Tally>> all = new LinkedHashMap<>();
        all.put("stream_summary", streams);
        all.put("product_day_sales", productDays);
        all.put("customer_value", customers);
        all.put("stock_movement", products);
        return all;
    }

    private void add(Map<String, @Nullable String> event) {
        events++;
        String type = text(event, "type");
        addToStream(event, type);
        if (event.get("data.customerId") != null) {
            addToCustomer(event, type);
        }
        if (type.equals("InvoiceLineAdded")) {
            addToProductDay(event);
        }
        switch (type) {
            case "InvoiceLineAdded" -> {
                Tally.OfProduct product = product(event);
                product.events++;
                product.sold += quantity(event);
            }
            case "CancelledLineRecorded" -> {
                Tally.OfProduct product = product(event);
                product.events++;
                product.cancelled += quantity(event);
            }
            case "StockAdjusted" -> {
                Tally.OfProduct product = product(event);
                product.events++;
                product.adjusted += quantity(event);
            }
            default -> {}
        }
    }

    private void addToStream(Map<String, @Nullable String> event, String type) {
        Tally.OfStream stream = streams.computeIfAbsent(text(event, "streamId"), id -> new Tally.OfStream());
        Instant time = Instant.parse(text(event, "time")).truncatedTo(ChronoUnit.MILLIS);
        if (stream.events == 0) {
            stream.first = time;
        }
        stream.events++;
        stream.last = time;
        stream.lastType = type;
        if (SALES.contains(type) || RETURNS.contains(type) || CORRECTIONS.contains(type)) {
            stream.amount = stream.amount == null ? amount(event) : stream.amount.add(amount(event));
        }
    }

    private void addToCustomer(Map<String, @Nullable String> event, String type) {
        boolean sale = type.equals("InvoiceOpened") || SALES.contains(type);
        boolean comeback = type.equals("CancellationOpened") || RETURNS.contains(type);
        if (!sale && !comeback) {
            return;
        }
        Tally.OfCustomer customer =
                customers.computeIfAbsent(text(event, "data.customerId"), id -> new Tally.OfCustomer());
        customer.events++;
        if (type.equals("InvoiceOpened")) {
            customer.invoices++;
        } else if (type.equals("CancellationOpened")) {
            customer.cancellations++;
        } else if (sale) {
            customer.invoiced = customer.invoiced.add(amount(event));
        } else {
            customer.cancelled = customer.cancelled.add(amount(event));
        }
    }

    private void addToProductDay(Map<String, @Nullable String> event) {
        String day = Instant.parse(text(event, "time")).toString().substring(0, 10);
        Tally.OfProductDay sales =
                productDays.computeIfAbsent(day + "/" + text(event, "data.stockCode"), id -> new Tally.OfProductDay());
        sales.lines++;
        sales.quantity += quantity(event);
        sales.amount = sales.amount.add(amount(event));
    }

    private Tally.OfProduct product(Map<String, @Nullable String> event) {
        return products.computeIfAbsent(text(event, "data.stockCode"), id -> new Tally.OfProduct());
    }

    private static String withoutByteOrderMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }

    private static long quantity(Map<String, @Nullable String> event) {
        return Long.parseLong(text(event, "data.quantity"));
    }

    private static BigDecimal amount(Map<String, @Nullable String> event) {
        return new BigDecimal(text(event, "data.quantity")).multiply(new BigDecimal(text(event, "data.unitPrice")));
    }

    private static String text(Map<String, @Nullable String> event, String path) {
        return Objects.requireNonNull(event.get(path), path);
    }
}
