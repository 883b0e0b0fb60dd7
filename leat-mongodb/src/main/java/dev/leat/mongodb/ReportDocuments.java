package dev.leat.mongodb;

import dev.leat.lease.ReplicaId;
import dev.leat.ledger.SourceId;
import dev.leat.observe.ReplicaReport;
import dev.leat.observe.ReplicaReport.ProjectionReport;
import dev.leat.observe.ReplicaReport.SourceReport;
import dev.leat.observe.ReplicaReport.TaskError;
import dev.leat.observe.Reports.Reported;
import dev.leat.partition.ProjectionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

/** The documents of the collection {@code reports}. */
final class ReportDocuments {

    /** When it was written, by the database's clock; a TTL index removes those long gone. */
    static final String AT = "at";

    /** Every report, with its age by the database's clock. */
    static final List<Bson> READ =
            List.of(BsonDocument.parse("{$addFields: {age: {$toLong: {$subtract: ['$$NOW', '$at']}}}}"));

    private static final String AGE = "age";
    private static final String VERSION = "version";
    private static final String HOST = "host";
    private static final String UPTIME = "uptime";
    private static final String SOURCES = "sources";
    private static final String SOURCE = "source";
    private static final String PROJECTIONS = "projections";
    private static final String PROJECTION = "projection";
    private static final String COMMITS = "commits";
    private static final String EVENTS = "events";
    private static final String RATE = "rate";
    private static final String HALTED = "halted";
    private static final String ERRORS = "errors";
    private static final String TASK = "task";
    private static final String AGO = "ago";
    private static final String WORDS = "words";

    private ReportDocuments() {}

    /** All fields but the id and the time. */
    static BsonDocument fields(ReplicaReport report) {
        BsonArray sources = new BsonArray();
        report.sources()
                .forEach(each -> sources.add(
                        new BsonDocument(SOURCE, new BsonString(each.source().name()))
                                .append(EVENTS, new BsonInt64(each.events()))
                                .append(RATE, new BsonDouble(each.eventsPerSecond()))));
        BsonArray projections = new BsonArray();
        report.projections()
                .forEach(each -> projections.add(new BsonDocument(
                                PROJECTION, new BsonString(each.projection().toString()))
                        .append(COMMITS, new BsonInt64(each.commits()))
                        .append(EVENTS, new BsonInt64(each.events()))
                        .append(RATE, new BsonDouble(each.eventsPerSecond()))
                        .append(HALTED, new BsonInt32(each.haltedKeys()))));
        BsonArray errors = new BsonArray();
        report.errors()
                .forEach(each -> errors.add(new BsonDocument(TASK, new BsonString(each.task()))
                        .append(AGO, new BsonInt64(each.ago().toMillis()))
                        .append(WORDS, new BsonString(each.words()))));
        return new BsonDocument(MongoNames.V, new BsonInt32(MongoNames.FORMAT))
                .append(VERSION, new BsonString(report.version()))
                .append(HOST, new BsonString(report.host()))
                .append(UPTIME, new BsonInt64(report.uptime().toMillis()))
                .append(SOURCES, sources)
                .append(PROJECTIONS, projections)
                .append(ERRORS, errors);
    }

    /** A report as {@link #READ} gives it. */
    static Reported reported(BsonDocument document) {
        ReplicaReport report = new ReplicaReport(
                ReplicaId.parse(Stored.text(document, "_id")),
                Stored.text(document, VERSION),
                Stored.text(document, HOST),
                millis(document, UPTIME),
                all(document, SOURCES, ReportDocuments::source),
                all(document, PROJECTIONS, ReportDocuments::projection),
                all(document, ERRORS, ReportDocuments::error));
        return new Reported(report, Duration.ofMillis(Math.max(0, Stored.int64(document, AGE))));
    }

    private static <T> List<T> all(BsonDocument document, String field, Function<BsonDocument, T> reader) {
        List<T> read = new ArrayList<>();
        for (BsonValue element : Stored.array(document, field)) {
            read.add(reader.apply(Stored.document(field, element)));
        }
        return read;
    }

    private static SourceReport source(BsonDocument document) {
        return new SourceReport(
                SourceId.of(Stored.text(document, SOURCE)),
                Stored.atLeast(0, document, EVENTS),
                Stored.real(document, RATE));
    }

    private static ProjectionReport projection(BsonDocument document) {
        return new ProjectionReport(
                ProjectionId.parse(Stored.text(document, PROJECTION)),
                Stored.atLeast(0, document, COMMITS),
                Stored.atLeast(0, document, EVENTS),
                Stored.real(document, RATE),
                Stored.int32(document, HALTED));
    }

    private static TaskError error(BsonDocument document) {
        return new TaskError(Stored.text(document, TASK), millis(document, AGO), Stored.text(document, WORDS));
    }

    private static Duration millis(BsonDocument document, String field) {
        return Duration.ofMillis(Stored.atLeast(0, document, field));
    }
}
