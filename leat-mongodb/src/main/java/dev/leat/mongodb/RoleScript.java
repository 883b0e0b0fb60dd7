package dev.leat.mongodb;

import dev.leat.lease.Registration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.json.JsonWriterSettings;

/** The least rights as a script. Immutable. */
final class RoleScript {

    /** Besides reading: the start looks whether the index of a collection that Leat writes is there. */
    private static final List<String> SOURCE = with(Rights.READ, "listIndexes");

    /** Besides folding: the first start makes the collection. */
    private static final List<String> READ_MODEL = with(Rights.FOLD, "createCollection");

    /** The first start makes a view, and whoever finds it behind the live version points it there. */
    private static final List<String> VIEW = List.of("createCollection", "collMod", "find");

    private final String data;
    private final String leat;

    RoleScript(String data, String leat) {
        this.data = data;
        this.leat = leat;
    }

    String of(String role, Collection<Registration> projections, Collection<String> views) {
        TreeSet<String> lines = new TreeSet<>();
        for (Registration each : projections) {
            lines.add(privilege(each.source().name(), SOURCE));
            lines.add(privilege(each.collection(), READ_MODEL));
        }
        views.forEach(view -> lines.add(privilege(view, VIEW)));
        lines.add(privilege("", List.of("listCollections")));
        return """
                // Run in mongosh as a user who may make roles. Whoever appends by Leat's event store needs besides, on that
                // collection: insert, createCollection, createIndex, listIndexes.
                db.getSiblingDB("admin").createRole({
                  role: %s,
                  privileges: [
                %s
                  ],
                  roles: [
                    {role: "readWrite", db: %s},
                    {role: "read", db: "local"}  // Only to tell how far back the oplog goes.
                  ]
                })
                """.formatted(quoted(role), String.join(",\n", lines), quoted(leat));
    }

    private static List<String> with(List<String> actions, String another) {
        List<String> all = new ArrayList<>(actions);
        all.add(another);
        return List.copyOf(all);
    }

    private String privilege(String collection, List<String> actions) {
        return "    {resource: {db: " + quoted(data) + ", collection: " + quoted(collection) + "}, actions: ["
                + actions.stream().map(action -> "\"" + action + "\"").collect(Collectors.joining(", ")) + "]}";
    }

    /** As a string of JavaScript. */
    private static String quoted(String text) {
        String document = new BsonDocument("t", new BsonString(text))
                .toJson(JsonWriterSettings.builder().build());
        return document.substring(document.indexOf(':') + 1, document.length() - 1)
                .strip();
    }
}
