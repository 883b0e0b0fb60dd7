package dev.leat.examples.onlineretail.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.examples.onlineretail.EventFiles;
import dev.leat.examples.onlineretail.load.EventFile;
import dev.leat.examples.onlineretail.load.ParkedLines;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verdict is exact for what the projections make, and falls over everything that is planted. */
final class ComparisonTest {

    private static final long LIMIT = 3_000;
    private static final String CUSTOMER = "customer_value";
    private static final String STREAM = "stream_summary";

    private ExpectedReadModels expected;
    private Map<String, Map<String, BsonDocument>> actual;

    @BeforeEach
    void projectTheSample() throws Exception {
        expected = ExpectedReadModels.of(EventFile.sample(), LIMIT, ParkedNumbers.none());
        actual = InMemoryRun.project(EventFile.sample(), LIMIT, line -> {
            throw new AssertionError(line.reason());
        });
    }

    private Verdict verdict() {
        return Comparison.compare(
                expected, name -> Objects.requireNonNull(actual.get(name)).values());
    }

    private Map<String, BsonDocument> collection(String name) {
        return Objects.requireNonNull(actual.get(name));
    }

    private BsonDocument first(String collection) {
        return collection(collection).values().iterator().next();
    }

    private static void add(BsonDocument document, String field, long more) {
        document.put(field, new BsonInt64(document.getNumber(field).longValue() + more));
    }

    @Test
    void projections_areExact() {
        Verdict verdict = verdict();
        assertThat(verdict.firstDifferences()).isEmpty();
        assertThat(verdict.isExact()).isTrue();
        assertThat(verdict.documents())
                .isEqualTo(actual.values().stream().mapToLong(Map::size).sum())
                .isGreaterThan(1_000);
        assertThat(verdict.line())
                .startsWith("exact: 4 read models, ")
                .endsWith(" documents, 0 lost, 0 twice, 0 out of order");
    }

    @Test
    void wholeSample_isExact() throws Exception {
        expected = ExpectedReadModels.of(EventFile.sample(), Long.MAX_VALUE, ParkedNumbers.none());
        actual = InMemoryRun.project(EventFile.sample(), Long.MAX_VALUE, line -> {
            throw new AssertionError(line.reason());
        });
        assertThat(expected.events()).isEqualTo(87_922);
        assertThat(collection(STREAM)).hasSize(3_462);
        assertThat(verdict().firstDifferences()).isEmpty();
    }

    @Test
    void lostEvent_isSeen() {
        add(first(CUSTOMER).getDocument("applied"), "events", -1);
        assertThat(verdict().isExact()).isFalse();
        assertThat(verdict().lost()).isEqualTo(1);
        assertThat(verdict().line()).startsWith("differs: 1 of ").contains("1 lost, 0 twice", "applied.events is ");
    }

    @Test
    void eventAppliedTwice_isSeen() {
        add(first("product_day_sales").getDocument("applied"), "events", 1);
        assertThat(verdict().twice()).isEqualTo(1);
        assertThat(verdict().isExact()).isFalse();
    }

    @Test
    void eventAppliedOutOfOrder_isSeen() {
        add(first("stock_movement").getDocument("applied"), "outOfOrder", 1);
        assertThat(verdict().outOfOrder()).isEqualTo(1);
        assertThat(verdict().isExact()).isFalse();
    }

    @Test
    void oneThousandthOfAPenny_isSeen() {
        BsonDocument document = first(CUSTOMER);
        Decimal128 net = document.getDecimal128("net").decimal128Value();
        document.put(
                "net",
                new BsonDecimal128(new Decimal128(net.bigDecimalValue().add(new java.math.BigDecimal("0.00001")))));
        assertThat(verdict().line()).contains("differs: 1 of ", "0 lost, 0 twice", "net is ");
    }

    @Test
    void decimal_writtenWithMoreZeros_isTheSame() {
        BsonDocument document = first(CUSTOMER);
        Decimal128 net = document.getDecimal128("net").decimal128Value();
        document.put(
                "net", new BsonDecimal128(new Decimal128(net.bigDecimalValue().setScale(9))));
        assertThat(verdict().isExact()).isTrue();
    }

    @Test
    void binaryFloatingPoint_isNeverTheSame() {
        BsonDocument document = first(CUSTOMER);
        document.put("net", new BsonDouble(document.getDecimal128("net").doubleValue()));
        assertThat(verdict().isExact()).isFalse();
    }

    @Test
    void missingDocument_losesItsEvents() {
        String key = collection(STREAM).keySet().iterator().next();
        long events = Objects.requireNonNull(collection(STREAM).remove(key))
                .getDocument("applied")
                .getNumber("events")
                .longValue();
        assertThat(verdict().lost()).isEqualTo(events).isPositive();
        assertThat(verdict().line()).contains("'" + key + "' is missing");
    }

    @Test
    void documentTooMany_countsAsTwice() {
        BsonDocument copy = first(STREAM).clone();
        copy.put("_id", new BsonString("invoice-0"));
        collection(STREAM).put("invoice-0", copy);
        assertThat(verdict().twice()).isPositive();
        assertThat(verdict().line()).contains("'invoice-0' is there and must not be");
    }

    @Test
    void fieldTooMany_isSeen() {
        first(STREAM).put("extra", new BsonString("x"));
        assertThat(verdict().isExact()).isFalse();
    }

    @Test
    void parkedLines_areLeftOut(@TempDir Path folder) throws Exception {
        EventFile file = EventFiles.plain(
                folder, EventFiles.OPENED, "{oops", EventFiles.LINE, "", "[]", EventFiles.UNKNOWN, EventFiles.LINE);
        Path parkedFile = folder.resolve("parked.ndjson");
        try (ParkedLines parked = new ParkedLines(parkedFile)) {
            actual = InMemoryRun.project(file, 4, parked::add);
        }
        expected = ExpectedReadModels.of(file, 4, ParkedNumbers.in(parkedFile));
        assertThat(expected.events()).isEqualTo(4);
        assertThat(verdict().firstDifferences()).isEmpty();
        assertThat(verdict().documents()).isEqualTo(5);
    }
}
