package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.UpdateOptions;
import dev.leat.failure.ConfigurationException;
import dev.leat.lease.Registration;
import dev.leat.partition.ProjectionId;
import dev.leat.rebuild.LiveVersion;
import dev.leat.rebuild.LiveVersion.Switch;
import dev.leat.rebuild.LiveVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Live versions as documents of {@code control}, which replicas read anyway, and the views that follow them. The document
 * decides; whoever changes it, or finds that the view lags behind it, points the view there. Thread-safe.
 */
final class MongoLiveVersions implements LiveVersions {

    private static final String ID = "_id";
    private static final String BEFORE = "before";
    private static final String SINCE = "since";
    private static final String HISTORY = "history";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String BY = "by";
    private static final String REASON = "reason";

    private final MongoNames names;
    private final Views views;

    MongoLiveVersions(MongoNames names) {
        this.names = names;
        this.views = new Views(names);
    }

    @Override
    public void register(Registration registration, @Nullable String view) {
        String name = registration.projection().name();
        Calls.run("registering the live version of projection " + name, () -> {
            names.control().updateOne(eq(ID, id(name)), first(registration), new UpdateOptions().upsert(true));
            if (view != null) {
                noteView(name, view);
                follow(name);
            }
        });
    }

    /** Takes effect where there is nothing yet. */
    private List<Bson> first(Registration registration) {
        ProjectionId id = registration.projection();
        int live = versions(id.name()).stream()
                .filter(version -> version != id.version())
                .max(Integer::compare)
                .orElse(id.version());
        BsonDocument fields = new BsonDocument(LeaseDocuments.KIND, new BsonString(LeaseDocuments.LIVE))
                .append(MongoNames.V, new BsonInt32(MongoNames.FORMAT))
                .append(LeaseDocuments.NAME, literal(new BsonString(id.name())))
                .append(LeaseDocuments.VERSION, new BsonInt32(live))
                .append(SINCE, new BsonString("$$NOW"))
                .append(HISTORY, new BsonArray());
        BsonDocument kept = new BsonDocument("$mergeObjects", new BsonArray(List.of(fields, new BsonString("$$ROOT"))));
        return List.of(new BsonDocument("$replaceWith", kept));
    }

    private List<Integer> versions(String name) {
        return names.projections()
                .find(regex(ID, "^" + Pattern.quote(name) + ":\\d+$"))
                .map(Formats.reader(names.projections(), LeaseDocuments::registration))
                .map(registration -> registration.projection().version())
                .into(new ArrayList<>());
    }

    private void noteView(String name, String view) {
        names.requireCollection("the view of projection " + name, view);
        LiveVersion known = read(name);
        if (known.view() == null) {
            names.control()
                    .updateOne(and(eq(ID, id(name)), eq(LeaseDocuments.VIEW, null)), set(LeaseDocuments.VIEW, view));
        } else if (!known.view().equals(view)) {
            throw new ConfigurationException("Projection " + name + " is shown as " + view + " here and as "
                    + known.view() + " in the cluster (" + names.control().getNamespace()
                    + "). Say the same in all its versions.");
        }
    }

    @Override
    public List<LiveVersion> read() {
        return Calls.call(
                "reading the live versions",
                () -> names.control()
                        .find(eq(LeaseDocuments.KIND, LeaseDocuments.LIVE))
                        .sort(ascending(ID))
                        .map(Formats.reader(names.control(), MongoLiveVersions::live))
                        .into(new ArrayList<>()));
    }

    private LiveVersion read(String name) {
        BsonDocument stored = names.control().find(eq(ID, id(name))).first();
        if (stored == null) {
            throw new ConfigurationException("No projection " + name + " ever ran on database "
                    + names.data().getName() + ". Is it the right one?");
        }
        return Formats.reader(names.control(), MongoLiveVersions::live).apply(stored);
    }

    private static LiveVersion live(BsonDocument document) {
        BsonValue before = document.get(BEFORE, BsonNull.VALUE);
        List<Switch> history = new ArrayList<>();
        for (BsonValue value : Stored.array(document, HISTORY)) {
            BsonDocument each = Stored.document(HISTORY, value);
            history.add(new Switch(
                    Stored.time(each, SINCE),
                    Stored.int32(each, FROM),
                    Stored.int32(each, TO),
                    Stored.text(each, BY),
                    Stored.text(each, REASON)));
        }
        return new LiveVersion(
                Stored.text(document, LeaseDocuments.NAME),
                Stored.int32(document, LeaseDocuments.VERSION),
                document.containsKey(LeaseDocuments.VIEW) ? Stored.text(document, LeaseDocuments.VIEW) : null,
                before.isNull() ? null : Stored.int32(BEFORE, before),
                Stored.time(document, SINCE),
                history);
    }

    @Override
    public boolean makeLive(LiveVersion observed, int version, String by, String reason) {
        String name = observed.name();
        return Calls.call("making version " + version + " of projection " + name + " live", () -> {
            boolean made = names.control()
                            .updateOne(
                                    and(eq(ID, id(name)), eq(LeaseDocuments.VERSION, observed.version())),
                                    switched(observed.version(), version, by, reason))
                            .getMatchedCount()
                    == 1;
            follow(name);
            return made;
        });
    }

    private static List<Bson> switched(int from, int to, String by, String reason) {
        BsonDocument entry = new BsonDocument(SINCE, new BsonString("$$NOW"))
                .append(FROM, new BsonInt32(from))
                .append(TO, new BsonInt32(to))
                .append(BY, literal(new BsonString(by)))
                .append(REASON, literal(new BsonString(reason)));
        BsonArray all = new BsonArray(List.of(new BsonArray(List.of(entry)), new BsonString("$" + HISTORY)));
        BsonDocument last = new BsonDocument(
                "$slice",
                new BsonArray(List.of(new BsonDocument("$concatArrays", all), new BsonInt32(LiveVersion.MAX_HISTORY))));
        return List.of(new BsonDocument(
                "$set",
                new BsonDocument(LeaseDocuments.VERSION, new BsonInt32(to))
                        .append(BEFORE, new BsonInt32(from))
                        .append(SINCE, new BsonString("$$NOW"))
                        .append(HISTORY, last)));
    }

    /** Points the view at the live version, and looks again: somebody may have switched meanwhile. */
    private void follow(String name) {
        LiveVersion live = read(name);
        while (live.view() != null) {
            String view = live.view();
            String collection = collection(live.id());
            views.point(view, collection);
            LiveVersion now = read(name);
            if (now.version() == live.version()) {
                return;
            }
            live = now;
        }
    }

    private String collection(ProjectionId id) {
        BsonDocument stored = names.projections().find(eq(ID, id.toString())).first();
        if (stored == null) {
            throw new ConfigurationException("Projection " + id + " never ran here. Choose another version.");
        }
        return Formats.reader(names.projections(), LeaseDocuments::registration)
                .apply(stored)
                .collection();
    }

    @Override
    public void remove(ProjectionId id) {
        Calls.run("removing projection " + id, () -> {
            String collection = collection(id);
            LiveVersion live = read(id.name());
            if (live.version() == id.version()) {
                throw new ConfigurationException("Projection " + id + " is live. Make another version live first.");
            }
            names.partitions().deleteMany(eq(LeaseDocuments.PROJECTION, id.toString()));
            names.readModel(collection).drop();
            names.parkedEvents().deleteMany(eq(ParkDocuments.PROJECTION, id.toString()));
            names.parked().deleteMany(eq(ParkDocuments.PROJECTION, id.toString()));
            names.rulings().deleteMany(eq(ParkDocuments.PROJECTION, id.toString()));
            names.control().updateOne(and(eq(ID, id(id.name())), eq(BEFORE, id.version())), set(BEFORE, null));
            names.projections().deleteOne(eq(ID, id.toString()));
        });
    }

    private static String id(String name) {
        return LeaseDocuments.LIVE + ":" + name;
    }

    /** A value that the server must not take for an expression. */
    private static BsonDocument literal(BsonValue value) {
        return new BsonDocument("$literal", Objects.requireNonNull(value));
    }
}
