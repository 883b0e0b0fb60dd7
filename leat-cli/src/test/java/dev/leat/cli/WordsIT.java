package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import dev.leat.Leat;
import dev.leat.cli.Cli.Ended;
import dev.leat.cli.options.ExitCodes;
import dev.leat.event.EventStore;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.examples.firstprojection.Bank;
import dev.leat.examples.firstprojection.BankDefinition;
import dev.leat.mongodb.LeatMongo;
import dev.leat.mongodb.LeatMongoBuilder;
import dev.leat.projection.Projection;
import dev.leat.testkit.mongodb.MongoCluster;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import dev.leat.verify.HistoryChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words of the command line as processes of their own, beside a replica that works on the example's bank. */
@RealMongo
class WordsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private MongoClient client;
    private String uri;
    private String database;
    private LeatMongo stores;
    private Leat leat;
    private EventStore events;

    @BeforeEach
    void start(MongoClient testClient, MongoCluster cluster, TestDatabase testDatabase) {
        client = testClient;
        uri = cluster.uri();
        database = testDatabase.name();
        BankDefinition bank = new BankDefinition();
        stores = bank.configure(LeatMongo.builder(client)).database(database).build();
        var builder = Leat.builder(stores).replicaName("replica-1");
        bank.projections().forEach(builder::exactlyOnce);
        leat = builder.build();
        leat.start();
        events = stores.eventStore();
    }

    @AfterEach
    void stop() {
        leat.close();
        stores.close();
        client.getDatabase(database + LeatMongoBuilder.LEAT_DATABASE_SUFFIX).drop();
    }

    private void append(String account, Object event) {
        events.append(StreamId.of(account), ExpectedVersion.any(), List.of(NewEvent.of(event)))
                .orThrow();
    }

    /** An account that is parked, with one event that failed and one behind it. */
    private void park(String account) {
        append(account, new Bank.Deposited(300, "harbour"));
        append(account, new Bank.Withdrawn(1_000, "market"));
        append(account, new Bank.Deposited(50, "harbour"));
    }

    private void awaitParked(int keys) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(leat.status().projections())
                        .allMatch(projection -> projection.lagEvents() == 0)
                        .anyMatch(projection -> projection.parked().count() == keys));
    }

    private Ended leat(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--database", database));
        return Cli.run(uri, all);
    }

    private Ended leatOfBank(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(Cli.bank());
        return leat(all.toArray(String[]::new));
    }

    private static BsonDocument object(Ended ended) {
        return BsonDocument.parse(ended.out());
    }

    private static BsonArray array(Ended ended) {
        return BsonArray.parse(ended.out());
    }

    private void assertExact() {
        assertThat(HistoryChecker.of(stores, new BankDefinition().projections())
                        .check()
                        .findings())
                .isEmpty();
    }

    @Test
    void status_showsTheWholeCluster_forPeopleAndForPrograms() throws Exception {
        park("account-3");
        awaitParked(1);
        Ended text = leat("status", "--partitions");
        assertThat(text.exitCode()).as("%s", text).isZero();
        assertThat(text.out())
                .contains(database + " at ")
                .contains(": HEALTHY")
                .containsPattern("replica-1 .*tails events")
                .containsPattern("accounts:1 +events +accounts +32 +1 +0 ")
                .contains("accounts:1/31");
        Ended json = leat("status", "--json", "--projection", "accounts");
        assertThat(json.exitCode()).as("%s", json).isZero();
        BsonArray projections = object(json).getArray("projections");
        assertThat(projections).hasSize(1);
        BsonDocument accounts = projections.getFirst().asDocument();
        assertThat(accounts.getNumber("lagEvents").longValue()).isZero();
        assertThat(accounts.getNumber("retrying").intValue()
                        + accounts.getNumber("parked").intValue())
                .isEqualTo(1);
        assertThat(accounts.getArray("partitions")).hasSize(32);
        Ended unknown = leat("status", "--projection", "nobody");
        assertThat(unknown.exitCode()).as("%s", unknown).isEqualTo(2);
        assertThat(unknown.err()).contains("there are only [accounts:1, turnover:1]");
    }

    @Test
    void status_tellsByItsExitCode_thatNobodyWorks() throws Exception {
        append("account-1", new Bank.Deposited(1, "harbour"));
        leat.close();
        append("account-1", new Bank.Deposited(1, "harbour"));
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            Ended ended = leat("status", "--stalled-after", "1s");
            assertThat(ended.exitCode()).as("%s", ended).isEqualTo(ExitCodes.FOUND);
            assertThat(ended.out()).contains(": UNHEALTHY").contains("NO_OWNER").contains("NOT_TAILED");
        });
    }

    @Test
    void streams_areListedByPages_andShown() throws Exception {
        for (int i = 0; i < 5; i++) {
            append("account-" + i, new Bank.Deposited(i, "harbour"));
            append("account-" + i, new Bank.Deposited(10 + i, "market"));
        }
        append("other", new Bank.Deposited(7, "harbour"));
        Ended first = leat("streams", "list", "account-", "--max", "3");
        assertThat(first.out()).contains("account-0").contains("account-2").doesNotContain("account-3");
        assertThat(first.out()).contains("There are more: --after 'account-2'");
        Ended second = leat("streams", "list", "account-", "--after", "account-2", "--json");
        assertThat(array(second).stream()
                        .map(each -> each.asDocument().getString("stream").getValue()))
                .containsExactly("account-3", "account-4");
        assertThat(array(second).getFirst().asDocument().getNumber("version").intValue())
                .isEqualTo(2);
        Ended shown = leat("streams", "show", "account-4", "--data");
        assertThat(shown.exitCode()).as("%s", shown).isZero();
        assertThat(shown.out())
                .containsPattern("1 +Deposited.*\"branch\": \"harbour\"")
                .contains("\"cents\": 14");
        Ended later = leat("streams", "show", "account-4", "--from", "2", "--json");
        assertThat(array(later)).hasSize(1);
        assertThat(later.out()).doesNotContain("cents");
        Ended nobody = leat("streams", "show", "nobody");
        assertThat(nobody.exitCode()).as("%s", nobody).isEqualTo(ExitCodes.FOUND);
        assertThat(nobody.err()).contains("has no events");
    }

    @Test
    void parkedKey_isShownAndDiscarded_asItWasSeen() throws Exception {
        park("account-3");
        park("account-4");
        awaitParked(2);
        Ended list = leat("parked", "list");
        assertThat(list.out()).contains("account-3").contains("account-4").contains("Overdrawn by 700 cents");
        Ended json = leat("parked", "list", "accounts", "--error", "Overdrawn", "--json");
        BsonDocument key = array(json).stream()
                .map(BsonValue::asDocument)
                .filter(each -> each.getString("key").getValue().equals("account-3"))
                .findFirst()
                .orElseThrow();
        long position = key.getNumber("position").longValue();
        Ended show = leatOfBank("parked", "show", "accounts", "account-3");
        assertThat(show.out())
                .contains("Withdrawn account-3#2")
                .contains("Overdrawn")
                .contains("POSITION");
        String[] wrong = {
            "parked", "discard", "accounts", "account-3", "--position", "" + (position + 1), "--reason", "x"
        };
        Ended unseen = leat(wrong);
        assertThat(unseen.exitCode()).as("%s", unseen).isEqualTo(ExitCodes.FOUND);
        assertThat(unseen.err()).contains("no such key is parked at position " + (position + 1));
        Ended discard = leat(
                "parked",
                "discard",
                "accounts",
                "account-3",
                "--position",
                "" + position,
                "--reason",
                "typing error",
                "--by",
                "mia",
                "--wait",
                "60s");
        assertThat(discard.exitCode()).as("%s", discard).isZero();
        assertThat(discard.out()).contains("Asked for 1 key.").contains("None of them is parked any more.");
        assertThat(leat("parked", "audit", "accounts").out())
                .contains("DONE")
                .contains("mia")
                .contains("typing error");
        assertThat(leat("parked", "rulings", "accounts").out())
                .contains("discard")
                .contains("account-3");
        assertThat(leat("parked", "list").out()).doesNotContain("account-3").contains("account-4");
        assertExact();
    }

    @Test
    void parkedKeys_areEditedOneByOne_andRetriedTogether(@TempDir Path folder) throws Exception {
        park("account-3");
        awaitParked(1);
        Ended document = leat("parked", "show", "accounts", "account-3", "--document");
        BsonDocument event = BsonDocument.parse(document.out());
        event.getDocument("data").put("cents", new BsonInt64(100));
        Path file = folder.resolve("event.json");
        Files.writeString(file, event.toJson());
        BsonDocument parked = array(leat("parked", "list", "--json")).getFirst().asDocument();
        String position = "" + parked.getNumber("position").longValue();
        Ended edit = leatOfBank(
                "parked",
                "edit",
                "accounts",
                "account-3",
                "--position",
                position,
                "--document",
                file.toString(),
                "--reason",
                "a zero too many",
                "--wait",
                "60s");
        assertThat(edit.exitCode()).as("%s", edit).isZero();
        assertThat(leat("parked", "list").out()).contains("No key is parked.");
        Ended retry = leat("parked", "retry", "accounts", "--all", "--reason", "again");
        assertThat(retry.exitCode()).as("%s", retry).isEqualTo(ExitCodes.FOUND);
        assertThat(retry.err()).contains("Nothing was asked");
        park("account-5");
        awaitParked(1);
        Ended still = leat("parked", "retry", "accounts", "account-5", "--reason", "again", "--wait", "60s");
        assertThat(still.exitCode()).as("%s", still).isEqualTo(ExitCodes.FOUND);
        assertThat(still.out()).contains("Asked for 1 key.").contains("Overdrawn");
        assertExact();
    }

    private static Projection<Bank.Account> accountsAnew() {
        return Projection.named("accounts")
                .version(2)
                .into("accounts_v2", Bank.Account.class)
                .partitions(8)
                .startingWith(new Bank.Account(0, 0))
                .on(
                        Bank.Deposited.class,
                        (account, deposited, event) ->
                                new Bank.Account(account.entries() + 1, account.cents() + 2 * deposited.cents()))
                .build();
    }

    @Test
    void newVersion_isListed_compared_madeLive_takenBack_andRemoved() throws Exception {
        append("account-1", new Bank.Deposited(100, "harbour"));
        append("account-2", new Bank.Deposited(0, "harbour"));
        var builder = Leat.builder(stores).replicaName("replica-2").exactlyOnce(accountsAnew());
        new BankDefinition().projections().forEach(builder::exactlyOnce);
        try (Leat fresh = builder.build()) {
            fresh.start();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(fresh.rebuilds().of("accounts").versions())
                                    .hasSize(2)
                                    .allMatch(version -> version.reached().value() == 2));
            Ended list = leat("rebuild", "list", "accounts");
            assertThat(list.exitCode()).as("%s", list).isZero();
            assertThat(list.out())
                    .containsPattern("accounts:1 +LIVE +accounts +- +32 +100.0 %")
                    .containsPattern("accounts:2 +BUILDING +accounts_v2 +8 +100.0 %");
            Ended compare = leat("rebuild", "compare", "accounts:2", "--looks", "1");
            assertThat(compare.exitCode()).as("%s", compare).isEqualTo(ExitCodes.FOUND);
            assertThat(compare.out())
                    .contains("account-1 differs in [cents]")
                    .contains("1 differ, 0 only in accounts:1, 0 only in accounts:2");
            assertThat(object(leat("rebuild", "compare", "accounts:2", "--json", "--looks", "1"))
                            .getDocument("fields"))
                    .isEqualTo(BsonDocument.parse("{cents: 1}"));
            Ended made = leat("rebuild", "switch", "accounts:2", "--reason", "twice the money", "--by", "mia");
            assertThat(made.exitCode()).as("%s", made).isZero();
            assertThat(made.out()).contains("accounts:2 is live.");
            assertThat(leat("rebuild", "list", "accounts", "--json").out())
                    .contains("\"live\":2")
                    .contains("\"before\":1");
            Ended back = leat("rebuild", "rollback", "accounts", "--reason", "not our money");
            assertThat(back.out()).contains("accounts:1 is live again.");
            assertThat(leat("rebuild", "history", "accounts").out())
                    .contains("accounts:1 is live since")
                    .contains("mia")
                    .contains("not our money");
            Ended hosted = leat("rebuild", "remove", "accounts:2", "--yes");
            assertThat(hosted.exitCode()).as("%s", hosted).isEqualTo(ExitCodes.FOUND);
            assertThat(hosted.err()).contains("Nothing was changed").contains("[replica-2]");
        }
        Ended removed = leat("rebuild", "remove", "accounts:2", "--yes");
        assertThat(removed.exitCode()).as("%s", removed).isZero();
        assertThat(client.getDatabase(database).listCollectionNames()).doesNotContain("accounts_v2");
        assertUsage(leat("rebuild", "remove", "accounts:2"), "--yes");
        assertUsage(leat("rebuild", "switch", "accounts", "--reason", "x"), "accounts");
        assertExact();
    }

    @Test
    void wrongUsage_isToldApart_andNamesTheFix() throws Exception {
        assertUsage(Cli.run(uri, List.of("parked")), "Say what: list, show, retry");
        assertUsage(leat("parked", "show", "nobody", "k"), "there are [accounts:1, turnover:1]");
        assertUsage(leat("parked", "discard", "accounts", "--all", "--reason", "x"), "add --yes");
        assertUsage(leat("parked", "discard", "accounts", "k", "--reason", "x"), "belong together");
        assertUsage(leat("parked", "retry", "accounts", "--reason", "x"), "Give one of KEY");
        assertUsage(leat("parked", "retry", "accounts", "k"), "--reason");
        assertUsage(leat("status", "--watch=soon"), "30s, 5m, 1h");
        assertUsage(leat("streams", "list", "--max", "0"), "--max takes 1 or more");
        assertUsage(Cli.run(uri, List.of("status")), "--database");
    }

    private static void assertUsage(Ended ended, String words) {
        assertThat(ended.exitCode()).as("%s", ended).isEqualTo(2);
        assertThat(ended.err()).contains(words);
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void doctor_findsNothingWrong_andPrintsTheLeastRights() throws Exception {
        append("account-1", new Bank.Deposited(1, "harbour"));
        Ended text = leat("doctor");
        assertThat(text.exitCode()).as("%s", text).isZero();
        assertThat(text.out())
                .contains("FINE    server: MongoDB ")
                .contains("WARNING members: one member")
                .contains("FINE    source events")
                .contains("FINE    read model accounts")
                .contains("FINE    progress")
                .contains("0 faults");
        Ended json = leat("doctor", "--json", "--findings");
        assertThat(array(json))
                .isNotEmpty()
                .noneMatch(
                        each -> each.asDocument().getString("grade").getValue().equals("FINE"));
        Ended role = leat("doctor", "--role-script=bank");
        assertThat(role.out()).contains("role: \"bank\"").contains("collection: \"turnover\"");
    }

    @Test
    void doctor_knowsWhatIsGoingToRun_fromTheDefinition() throws Exception {
        Ended ended = Cli.run(uri, concat(List.of("doctor", "--database", database + "_new"), Cli.bank()));
        assertThat(ended.exitCode()).as("%s", ended).isZero();
        assertThat(ended.out())
                .contains("source events: there is no such collection yet")
                .contains("Leat never ran here");
        Ended nobody =
                Cli.run("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200", List.of("doctor", "--database", "d"));
        assertThat(nobody.exitCode()).as("%s", nobody).isEqualTo(ExitCodes.FOUND);
        assertThat(nobody.out()).contains("FAULT   server: No primary of MongoDB answered");
    }

    private static List<String> concat(List<String> one, List<String> other) {
        List<String> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    @Test
    void completion_isAScriptThatBashAccepts(@TempDir Path folder) throws Exception {
        Ended ended = Cli.run(uri, List.of("completion"));
        assertThat(ended.exitCode()).as("%s", ended).isZero();
        assertThat(ended.out()).contains("--partitions").contains("discard");
        Path script = folder.resolve("completion.sh");
        Files.writeString(script, ended.out());
        Process bash =
                new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();
        assertThat(bash.waitFor()).isZero();
    }
}
