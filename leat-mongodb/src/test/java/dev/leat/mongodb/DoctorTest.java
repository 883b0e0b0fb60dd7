package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.mongodb.Diagnosis.Grade;
import java.time.Duration;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

/** What the doctor makes of a server's answers that a test server does not give. */
class DoctorTest {

    private static final double GIGABYTE = 1e9;

    @Test
    void members_areTooFew_orHaveAnArbiterAmongThem() {
        assertThat(ServerCheckup.members(BsonDocument.parse("{hosts: ['a:1']}")).grade())
                .isEqualTo(Grade.WARNING);
        Diagnosis arbiter = ServerCheckup.members(BsonDocument.parse("{hosts: ['a:1', 'b:1'], arbiters: ['c:1']}"));
        assertThat(arbiter.grade()).isEqualTo(Grade.WARNING);
        assertThat(arbiter.found()).contains("majority writes wait");
        assertThat(ServerCheckup.members(BsonDocument.parse("{hosts: ['a:1', 'b:1', 'c:1']}"))
                        .grade())
                .isEqualTo(Grade.FINE);
    }

    @Test
    void majority_isAFault_whenItIsFarBehind() {
        String hello = "{lastWrite: {lastWriteDate: {$date: %d}, majorityWriteDate: {$date: %d}}}";
        assertThat(ServerCheckup.majority(BsonDocument.parse(hello.formatted(60_000, 20_000)))
                        .grade())
                .isEqualTo(Grade.FAULT);
        assertThat(ServerCheckup.majority(BsonDocument.parse(hello.formatted(60_000, 59_000)))
                        .grade())
                .isEqualTo(Grade.FINE);
        assertThat(ServerCheckup.majority(new BsonDocument()).grade()).isEqualTo(Grade.UNKNOWN);
    }

    @Test
    void replication_namesTheMemberThatIsDownOrLate() {
        List<Diagnosis> found = ServerCheckup.replication(BsonDocument.parse("""
                {members: [
                  {name: 'a:1', stateStr: 'PRIMARY', optimeDate: {$date: 100000}},
                  {name: 'b:1', stateStr: 'SECONDARY', optimeDate: {$date: 60000}},
                  {name: 'c:1', stateStr: '(not reachable/healthy)', optimeDate: {$date: 0}}]}"""));
        assertThat(found).extracting(Diagnosis::grade).containsOnly(Grade.WARNING);
        assertThat(found).extracting(Diagnosis::found).anyMatch(words -> words.contains("b:1 is 40 s behind"));
        assertThat(found).extracting(Diagnosis::found).anyMatch(words -> words.contains("c:1 is (not reachable"));
    }

    @Test
    void journal_isAFault_whenMajorityWritesDoNotWaitForIt() {
        assertThat(ServerCheckup.journal(BsonDocument.parse("{writeConcernMajorityJournalDefault: false}"))
                        .grade())
                .isEqualTo(Grade.FAULT);
        assertThat(ServerCheckup.journal(new BsonDocument()).grade()).isEqualTo(Grade.FINE);
    }

    @Test
    void parameters_areOfAnOldVersion_orEndTransactionsEarly() {
        assertThat(ServerCheckup.parameters(BsonDocument.parse(
                        "{featureCompatibilityVersion: {version: '5.0'}, transactionLifetimeLimitSeconds: 5}")))
                .hasSize(2);
        assertThat(ServerCheckup.parameters(BsonDocument.parse(
                        "{featureCompatibilityVersion: {version: '7.0'}, transactionLifetimeLimitSeconds: 60}")))
                .isEmpty();
    }

    @Test
    void load_isTooHigh_whenWritesAreSlowedDown_orTheCacheIsDirty() {
        List<Diagnosis> found = ServerCheckup.load(BsonDocument.parse("""
                {flowControl: {isLagged: true},
                 wiredTiger: {cache: {'tracked dirty bytes in the cache': 40, 'maximum bytes configured': 100}}}"""));
        assertThat(found).extracting(Diagnosis::grade).containsExactly(Grade.WARNING, Grade.WARNING);
        assertThat(found.getLast().found()).startsWith("40 %");
    }

    @Test
    void oplog_isJudgedByWhatItWillHold_atTheRateAtWhichItIsWritten() {
        Diagnosis young = OplogCheckup.judge(Duration.ofMinutes(10), 0.001 * GIGABYTE, GIGABYTE);
        assertThat(young.grade()).isEqualTo(Grade.FINE);
        assertThat(young.found()).isEqualTo("at 6.0 MB an hour it remembers 6 days");
        assertThat(OplogCheckup.judge(Duration.ofHours(5), GIGABYTE, GIGABYTE).grade())
                .isEqualTo(Grade.WARNING);
        assertThat(OplogCheckup.judge(Duration.ofMinutes(10), GIGABYTE, GIGABYTE)
                        .grade())
                .isEqualTo(Grade.FAULT);
        assertThat(OplogCheckup.judge(Duration.ofMinutes(10), GIGABYTE, 4 * GIGABYTE)
                        .grade())
                .isEqualTo(Grade.FAULT);
    }
}
