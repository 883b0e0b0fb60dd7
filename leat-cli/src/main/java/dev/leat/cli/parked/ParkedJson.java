package dev.leat.cli.parked;

import dev.leat.cli.output.Json;
import dev.leat.park.AuditEntry;
import dev.leat.park.AuditNote;
import dev.leat.park.ParkAction;
import dev.leat.park.ParkRequest;
import dev.leat.park.ParkedKey;
import dev.leat.park.Ruling;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Parked keys and what was asked about them, for programs to read. Replacements are left out: they are payload. */
final class ParkedJson {

    private ParkedJson() {}

    static ArrayNode of(List<ParkedKey> keys) {
        ArrayNode json = Json.array();
        keys.forEach(key -> json.add(of(key)));
        return json;
    }

    static ObjectNode of(ParkedKey key) {
        return Json.object()
                .put("projection", key.partition().projection().toString())
                .put("partition", key.partition().number())
                .put("key", key.key().value())
                .put("state", key.state().name())
                .put("position", key.failedAt().value())
                .put("attempts", key.attempts())
                .put("error", key.error())
                .set("request", of(key.request()));
    }

    static @Nullable ObjectNode of(@Nullable ParkRequest request) {
        return request == null
                ? null
                : Json.object()
                        .put("id", request.id())
                        .put("action", name(request.action()))
                        .put("by", request.by())
                        .put("reason", request.reason());
    }

    static ArrayNode ofAudit(List<AuditEntry> entries) {
        ArrayNode json = Json.array();
        for (AuditEntry entry : entries) {
            AuditNote note = entry.note();
            json.addObject()
                    .put("at", entry.at().toString())
                    .put("what", note.what().name())
                    .put("partition", note.partition().number())
                    .put("key", note.key().value())
                    .put("position", note.position().value())
                    .put("event", Json.text(note.event()))
                    .put("detail", note.detail())
                    .set("request", of(note.request()));
        }
        return json;
    }

    static ArrayNode ofRulings(List<Ruling> rulings) {
        ArrayNode json = Json.array();
        for (Ruling ruling : rulings) {
            json.addObject()
                    .put("at", ruling.at().toString())
                    .put("partition", ruling.partition().number())
                    .put("key", ruling.key().value())
                    .put("position", ruling.event().position().value())
                    .put("event", ruling.event().id().toString())
                    .set("request", of(ruling.request()));
        }
        return json;
    }

    static String name(ParkAction action) {
        return switch (action) {
            case ParkAction.Retry ignored -> "retry";
            case ParkAction.Discard ignored -> "discard";
            case ParkAction.Edit ignored -> "edit";
        };
    }
}
