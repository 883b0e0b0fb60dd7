package dev.leat.chaos.cluster;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.leat.chaos.workload.ChaosStores;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** What Leat stores about owners and checkpoints, read past Leat. Thread-safe. */
public final class Control {

    private static final String TAILER = "tailer:" + ChaosStores.EVENTS;

    private final MongoDatabase leat;
    private final MongoDatabase data;

    public Control(MongoClient client) {
        this.leat = client.getDatabase(ChaosStores.LEAT_DATABASE).withReadConcern(ReadConcern.MAJORITY);
        this.data = client.getDatabase(ChaosStores.DATABASE).withReadConcern(ReadConcern.MAJORITY);
    }

    /** The database of events and read models. */
    public MongoDatabase data() {
        return data;
    }

    /**
     * A partition.
     *
     * @param owner name of the replica; empty when nobody owns it
     */
    public record Owned(String partition, String owner, long epoch, long position) {}

    /** All partitions. */
    public List<Owned> partitions() {
        return leat.getCollection("partitions")
                .find()
                .map(document -> new Owned(
                        document.getString("_id"),
                        nameOf(document.getString("owner")),
                        document.getLong("epoch"),
                        document.getLong("position")))
                .into(new ArrayList<>());
    }

    /** Those of one replica. */
    public List<Owned> ownedBy(String replica) {
        return partitions().stream()
                .filter(each -> each.owner().equals(replica))
                .toList();
    }

    /** The replica that holds the tailer's role; empty when none does. */
    public String tailer() {
        Document role = leat.getCollection("control").find(Filters.eq(TAILER)).first();
        return role == null ? "" : nameOf(role.getString("owner"));
    }

    /** Takes the tailer's role from its holder, which goes on living; who sees it first takes it. */
    public void vacateTailer() {
        leat.getCollection("control")
                .updateOne(
                        Filters.and(Filters.eq(TAILER), Filters.ne("owner", null)),
                        Updates.combine(Updates.set("owner", null), Updates.inc("epoch", 1L)));
    }

    /** How far the hindmost checkpoint is. */
    public long hindmost() {
        return partitions().stream().mapToLong(Owned::position).min().orElse(0);
    }

    /**
     * Where a partition reads on in its topic.
     *
     * @param position how far its checkpoint is
     */
    public record Reading(String id, String projection, long position, String topic, int number, long offset) {}

    /** Of all partitions that have read in a topic. */
    public List<Reading> readings() {
        return leat.getCollection("partitions")
                .find(Filters.exists("topic"))
                .map(Control::reading)
                .into(new ArrayList<>());
    }

    private static Reading reading(Document partition) {
        String id = partition.getString("_id");
        Document topic = partition.get("topic", Document.class);
        return new Reading(
                id,
                id.substring(0, id.indexOf(':')),
                partition.getLong("position"),
                topic.getString("name"),
                topic.getInteger("number"),
                topic.getLong("offset"));
    }

    /** Sets where a partition reads on in its topic; null: it does not know. */
    public void setOffset(String partition, @Nullable Long offset) {
        leat.getCollection("partitions")
                .updateOne(
                        Filters.eq(partition),
                        offset == null ? Updates.unset("topic") : Updates.set("topic.offset", offset));
    }

    /** How far the relay noted to be with the topic that is hindmost; 0 when it noted nothing. */
    public long relayed() {
        return leat.getCollection("relays").find().into(new ArrayList<>()).stream()
                .mapToLong(note -> note.getLong("position"))
                .min()
                .orElse(0);
    }

    /** The last position of the ledger. */
    public long ledgerEnd() {
        Document last = leat.getCollection("ledger." + ChaosStores.EVENTS)
                .find()
                .sort(new Document("_id", -1))
                .first();
        return last == null ? 0 : last.getLong("_id") + last.getInteger("n") - 1;
    }

    /** How many keys are parked or being retried. */
    public long parkedKeys() {
        return leat.getCollection("parked").countDocuments();
    }

    /** How many events are in the event collection. */
    public long events() {
        MongoCollection<Document> events = data.getCollection(ChaosStores.EVENTS);
        return events.countDocuments();
    }

    private static String nameOf(@Nullable String owner) {
        return owner == null ? "" : owner.substring(0, Math.max(0, owner.indexOf('~')));
    }
}
