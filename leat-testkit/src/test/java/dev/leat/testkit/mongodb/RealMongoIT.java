package dev.leat.testkit.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@RealMongo
class RealMongoIT {
    private static final List<String> used = new CopyOnWriteArrayList<>();

    private final TestDatabase ownDatabase;

    RealMongoIT(TestDatabase ownDatabase) {
        this.ownDatabase = ownDatabase;
        used.add(ownDatabase.name());
    }

    @AfterAll
    static void databasesOfTheTests_areGone(MongoClient client) {
        assertThat(used).hasSizeGreaterThan(1).doesNotHaveDuplicates();
        assertThat(client.listDatabaseNames()).doesNotContainAnyElementsOf(used);
    }

    @Test
    void transaction_takesEffectWhole_andAbortedNotAtAll(MongoClient client, TestDatabase database) {
        MongoCollection<Document> left = database.database().getCollection("left");
        MongoCollection<Document> right = database.database().getCollection("right");
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            left.insertOne(session, new Document("_id", 1));
            right.insertOne(session, new Document("_id", 1));
            session.commitTransaction();
            session.startTransaction();
            left.insertOne(session, new Document("_id", 2));
            session.abortTransaction();
        }
        assertThat(left.countDocuments()).isEqualTo(1);
        assertThat(right.countDocuments()).isEqualTo(1);
    }

    @Test
    void secondWriterInTransaction_isRefused_withWriteConflict(MongoClient client, TestDatabase database) {
        MongoCollection<Document> counters = database.database().getCollection("counters");
        counters.insertOne(new Document("_id", 1).append("n", 0));
        Document increment = new Document("$inc", new Document("n", 1));
        try (ClientSession first = client.startSession();
                ClientSession second = client.startSession()) {
            first.startTransaction();
            second.startTransaction();
            counters.updateOne(first, new Document("_id", 1), increment);
            assertThatThrownBy(() -> counters.updateOne(second, new Document("_id", 1), increment))
                    .isInstanceOf(MongoCommandException.class)
                    .hasMessageContaining("WriteConflict");
            first.commitTransaction();
        }
    }

    @Test
    void changeStream_resumesAfterItsToken_withNothingLost(TestDatabase database) {
        MongoCollection<Document> events = database.database().getCollection("events");
        List<Integer> seen = new ArrayList<>();
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor =
                events.watch().cursor()) {
            events.insertMany(List.of(new Document("_id", 1), new Document("_id", 2), new Document("_id", 3)));
            ChangeStreamDocument<Document> first = cursor.next();
            try (var resumed =
                    events.watch().resumeAfter(first.getResumeToken()).cursor()) {
                seen.add(resumed.next().getDocumentKey().getInt32("_id").getValue());
                seen.add(resumed.next().getDocumentKey().getInt32("_id").getValue());
            }
        }
        assertThat(seen).containsExactly(2, 3);
    }

    @Test
    void parametersOfOneTest_shareItsDatabase(TestDatabase database, MongoCluster cluster) {
        assertThat(database).isSameAs(ownDatabase);
        assertThat(cluster.client().listDatabaseNames()).doesNotContain(database.name());
        database.database().createCollection("c");
        assertThat(cluster.client().listDatabaseNames()).contains(database.name());
    }
}
