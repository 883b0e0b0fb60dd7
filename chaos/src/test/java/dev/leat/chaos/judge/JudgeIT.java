package dev.leat.chaos.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RealMongo
class JudgeIT {

    private MongoDatabase database;

    @BeforeEach
    void fiveEventsOfOneStream(TestDatabase testDatabase) {
        database = testDatabase.database();
        for (long version = 1; version <= 5; version++) {
            database.getCollection("events").insertOne(new Document("stream", "s").append("version", version));
        }
    }

    private Verdict judgeListed(List<String> first, List<String> second) {
        database.getCollection("listed")
                .insertMany(List.of(
                        new Document("_id", "a").append("applied", first),
                        new Document("_id", "b").append("applied", second)));
        return new Judge(database, "events").judge(List.of("listed"), Map.of("s", 5L));
    }

    private Verdict judgeRuns(String... runs) {
        database.getCollection("runs").insertOne(new Document("_id", "s").append("runs", List.of(runs)));
        return new Judge(database, "events").judge(List.of("runs"), Map.of("s", 5L));
    }

    @Test
    void eachEventOnce_inOrder_isClean() {
        assertThat(judgeListed(List.of("s#1", "s#4"), List.of("s#2", "s#3", "s#5"))
                        .isClean())
                .isTrue();
        assertThat(judgeRuns("1-5").isClean()).isTrue();
    }

    @Test
    void eventWithoutAnEffect_isLost() {
        assertThat(judgeListed(List.of("s#1"), List.of("s#2", "s#3", "s#5")).lost())
                .isEqualTo(1);
        assertThat(judgeRuns("1-2", "5-5").lost()).isEqualTo(2);
    }

    @Test
    void eventWithTwoEffects_isTwice_alsoInTwoDocuments() {
        assertThat(judgeListed(List.of("s#1", "s#4"), List.of("s#2", "s#3", "s#4", "s#5"))
                        .twice())
                .isEqualTo(1);
        assertThat(judgeRuns("1-5", "4-5").twice()).isEqualTo(2);
    }

    @Test
    void effectOfAnEventThatIsNotThere_isTwice() {
        assertThat(judgeRuns("1-6").twice()).isEqualTo(1);
    }

    @Test
    void eventBehindALaterOne_isOutOfOrder() {
        Verdict verdict = judgeListed(List.of("s#1", "s#4"), List.of("s#3", "s#2", "s#5"));

        assertThat(verdict.outOfOrder()).isEqualTo(1);
        assertThat(verdict.lost() + verdict.twice()).isZero();
        assertThat(verdict.examples()).anyMatch(example -> example.contains("s#2 behind #3"));
    }

    @Test
    void acknowledgedEventThatTheCollectionLacks_isLost() {
        judgeRuns("1-5");

        Verdict verdict = new Judge(database, "events").judge(List.of("runs"), Map.of("s", 7L));

        assertThat(verdict.missing()).isEqualTo(2);
        assertThat(verdict.lost()).isEqualTo(2);
    }
}
