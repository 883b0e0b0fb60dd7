package dev.leat.cli.verify;

import dev.leat.verify.CheckReport;
import dev.leat.verify.Finding;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** An outcome for programs to read: one object on one line. */
final class OutcomeJson {

    private OutcomeJson() {}

    static String of(Outcome outcome) {
        CheckReport report = outcome.report();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("verdict", outcome.isClean() ? "clean" : "findings");
            json.writeStringProperty("database", outcome.database());
            json.writeNumberProperty("slots", outcome.slots());
            json.writeNumberProperty("events", report.events());
            json.writeNumberProperty("waiting", report.waiting());
            json.writeNumberProperty("applied", report.applied());
            json.writeNumberProperty("documents", report.documents());
            json.writeNumberProperty("queued", report.queued());
            json.writeNumberProperty("rulings", report.rulings());
            json.writeNumberProperty("looks", outcome.watching().looks());
            json.writeObjectPropertyStart("counts");
            outcome.counts().forEach((kind, count) -> json.writeNumberProperty(kind.name(), count));
            json.writeEndObject();
            json.writeArrayPropertyStart("findings");
            outcome.findings().forEach(finding -> write(json, finding));
            json.writeEndArray();
            json.writeArrayPropertyStart("notJudged");
            report.notJudged().forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + System.lineSeparator();
    }

    private static void write(JsonGenerator json, Finding finding) {
        json.writeStartObject();
        json.writeStringProperty("kind", finding.kind().name());
        json.writeStringProperty("subject", finding.subject());
        json.writeStringProperty("detail", finding.detail());
        json.writeEndObject();
    }
}
