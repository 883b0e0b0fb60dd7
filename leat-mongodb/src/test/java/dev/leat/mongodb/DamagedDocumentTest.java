package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.Function;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.leat.failure.DamagedDocumentException;
import dev.leat.failure.NewerFormatException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;

/** The collection is only asked for its name; nothing is sent. */
class DamagedDocumentTest {

    private static final BsonDocument PARTITION = BsonDocument.parse("""
            {_id: 'balances:1/3', v: 1, projection: 'balances:1', number: 3, owner: null, epoch: NumberLong(4),
             position: NumberLong(17), commits: NumberLong(5), events: NumberLong(9)}""");

    private static <T> T read(BsonDocument document, Function<BsonDocument, T> reader) {
        try (MongoClient client = MongoClients.create("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=1")) {
            MongoCollection<BsonDocument> partitions =
                    client.getDatabase("bank_leat").getCollection("partitions", BsonDocument.class);
            return Formats.reader(partitions, reader).apply(document);
        }
    }

    @Test
    void wholeDocument_isRead() {
        assertThat(read(PARTITION, LeaseDocuments::ownership).checkpoint().value())
                .isEqualTo(17);
    }

    @Test
    void fieldOfAnotherType_isRefused_withCollectionIdFieldAndBothTypes() {
        BsonDocument damaged = PARTITION.clone().append("epoch", new BsonString("four"));
        assertThatThrownBy(() -> read(damaged, LeaseDocuments::ownership))
                .isInstanceOf(DamagedDocumentException.class)
                .hasMessageContainingAll("balances:1/3", "bank_leat.partitions", "epoch", "int64", "string", "backup");
    }

    @Test
    void missingField_isRefused_withItsName() {
        BsonDocument damaged = PARTITION.clone();
        damaged.remove("position");
        assertThatThrownBy(() -> read(damaged, LeaseDocuments::ownership))
                .isInstanceOf(DamagedDocumentException.class)
                .hasMessageContainingAll("field position", "missing");
    }

    @Test
    void newerFormat_isToldFromDamage() {
        BsonDocument newer = PARTITION.clone().append("v", new BsonInt32(2)).append("epoch", new BsonString("four"));
        assertThatThrownBy(() -> read(newer, LeaseDocuments::ownership)).isInstanceOf(NewerFormatException.class);
    }
}
