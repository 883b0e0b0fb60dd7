package dev.leat.cli;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
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
import dev.leat.testkit.mongodb.MongoCluster;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own, on the database of the example's bank: ten accounts, one of them parked. */
@RealMongo
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String DEFINITION = BankDefinition.class.getName();
    private static final int DEPOSITS = 30;

    private MongoDatabase database;
    private MongoDatabase leatDatabase;
    private String uri;

    @BeforeAll
    void fill(MongoClient client, MongoCluster cluster, TestDatabase testDatabase) {
        database = client.getDatabase(testDatabase.name());
        leatDatabase = client.getDatabase(testDatabase.name() + LeatMongoBuilder.LEAT_DATABASE_SUFFIX);
        uri = cluster.uri();
        BankDefinition bank = new BankDefinition();
        try (LeatMongo stores = bank.configure(LeatMongo.builder(client))
                        .database(database.getName())
                        .build();
                Leat leat = replica(stores, bank)) {
            leat.start();
            EventStore store = stores.eventStore();
            for (int i = 0; i < DEPOSITS; i++) {
                append(store, "account-" + i % 10, new Bank.Deposited(100, "harbour"));
            }
            append(store, "account-3", new Bank.Withdrawn(1_000, "market"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    leatDatabase.getCollection("parkedEvents").countDocuments())
                            .isEqualTo(1));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(leat.status().projections())
                            .allMatch(projection -> projection.lagEvents() == 0));
        }
    }

    private static Leat replica(LeatMongo stores, BankDefinition bank) {
        var builder = Leat.builder(stores).replicaName("filler");
        bank.projections().forEach(builder::exactlyOnce);
        return builder.build();
    }

    private static void append(EventStore store, String account, Object event) {
        store.append(StreamId.of(account), ExpectedVersion.any(), List.of(NewEvent.of(event)))
                .orThrow();
    }

    @AfterAll
    void drop() {
        leatDatabase.drop();
    }

    @BeforeEach
    void mend() {
        accounts().updateOne(eq("_id", "account-7"), set("cents", 300L));
    }

    private MongoCollection<Document> accounts() {
        return database.getCollection("accounts");
    }

    private Ended verify(String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--database", database.getName()));
        all.addAll(List.of(options));
        return run(uri, all);
    }

    private Ended verifyBank(String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(Cli.bank());
        all.addAll(List.of(options));
        return verify(all.toArray(String[]::new));
    }

    private static Ended run(String uri, List<String> options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("verify"));
        all.addAll(options);
        return Cli.run(uri, all);
    }

    @Test
    void bank_isClean_andTheLastLineSaysSo() throws Exception {
        Ended ended = verifyBank();
        assertThat(ended.exitCode()).as("%s", ended).isZero();
        assertThat(ended.out())
                .contains("31 events judged, 0 committed and not taken up yet")
                .contains("1 events wait for their key")
                .endsWith("verdict       clean" + System.lineSeparator());
    }

    @Test
    void documentThatIsChanged_isAFinding() throws Exception {
        accounts().updateOne(eq("_id", "account-7"), inc("cents", 1L));
        Ended ended = verifyBank();
        assertThat(ended.exitCode()).as("%s", ended).isEqualTo(1);
        assertThat(ended.out())
                .contains("DOCUMENT_DIFFERS accounts:1 account-7: cents is")
                .contains("verdict       1 findings: DOCUMENT_DIFFERS 1");
    }

    @Test
    void json_tellsTheSame() throws Exception {
        accounts().updateOne(eq("_id", "account-7"), inc("cents", 1L));
        Ended ended = verifyBank("--json");
        assertThat(ended.exitCode()).as("%s", ended).isEqualTo(1);
        Document report = Document.parse(ended.out());
        assertThat(report.getString("verdict")).isEqualTo("findings");
        assertThat(report.getInteger("events")).isEqualTo(DEPOSITS + 1);
        assertThat(report.get("counts", Document.class)).containsExactly(Map.entry("DOCUMENT_DIFFERS", 1));
        assertThat(report.getList("findings", Document.class).getFirst().getString("subject"))
                .isEqualTo("accounts:1 account-7");
    }

    @Test
    void withoutADefinition_itSaysThatDocumentsAreNotJudged() throws Exception {
        accounts().updateOne(eq("_id", "account-7"), inc("cents", 1L));
        Ended ended = verify();
        assertThat(ended.exitCode()).as("%s", ended).isZero();
        assertThat(ended.out())
                .contains("not judged    documents of projection accounts:1: its definition is not given")
                .contains("verdict       clean, in what was judged");
    }

    @Test
    void sampleAndPasses_judgeThoseKeysOnly() throws Exception {
        Ended ended = verifyBank("--sample", "50%", "--events-per-pass", "3", "--projection", "accounts");
        assertThat(ended.exitCode()).as("%s", ended).isZero();
        assertThat(ended.out())
                .contains("streams and keys of 512 of 1024 slots")
                .contains("turnover:1");
    }

    @Test
    void watch_looksMoreThanOnce() throws Exception {
        Ended ended = verify("--watch", "2s", "--json");
        assertThat(ended.exitCode()).as("%s", ended).isZero();
        assertThat(Document.parse(ended.out()).getInteger("looks")).isGreaterThan(1);
    }

    @Test
    void databaseThatLeatNeverSaw_cannotBeChecked() throws Exception {
        Ended ended = run(uri, List.of("--database", "never_seen"));
        assertThat(ended.exitCode()).as("%s", ended).isEqualTo(ExitCodes.COULD_NOT_TELL);
        assertThat(ended.err()).contains("No projection ever ran on database never_seen");
    }

    @Test
    void wrongUsage_isToldApart_andNoPasswordIsPrinted() throws Exception {
        assertUsage(run("mongodb://user:se/cret@host:x/", List.of("--database", "d")), "no connection string");
        assertUsage(run("", List.of("--database", "d")), "give --uri or set LEAT_MONGODB_URI");
        assertUsage(run(uri, List.of()), "--database");
        assertUsage(verify("--sample", "0%"), "--sample takes a share");
        assertUsage(verify("--definition", "no.Such"), "there is no such class");
        assertUsage(verify("--definition", "java.lang.String"), "which is no dev.leat.mongodb.LeatDefinition");
        assertUsage(verifyBank("--projection", "nobody"), "the definition has only [accounts:1, turnover:1]");
    }

    private static void assertUsage(Ended ended, String words) {
        assertThat(ended.exitCode()).as("%s", ended).isEqualTo(2);
        assertThat(ended.err()).contains(words).doesNotContain("cret");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void definitionThatLacksAClass_cannotBeChecked(@TempDir Path folder) throws Exception {
        Path alone = folder.resolve(DEFINITION.replace('.', '/') + ".class");
        Files.createDirectories(alone.getParent());
        Files.copy(Cli.exampleClasses().resolve(folder.relativize(alone)), alone);
        Ended ended = verify("--definition", DEFINITION, "--classpath", folder.toString());
        assertThat(ended.exitCode()).as("%s", ended).isEqualTo(ExitCodes.COULD_NOT_TELL);
        assertThat(ended.err()).contains("Bank").contains("--classpath");
    }

    @Test
    void serverThatDoesNotAnswer_cannotBeChecked() throws Exception {
        String nobody = "mongodb://user:secret@127.0.0.1:1/?serverSelectionTimeoutMS=200&connectTimeoutMS=200";
        Ended ended = run(nobody, List.of("--database", "d"));
        assertThat(ended.exitCode()).as("%s", ended).isEqualTo(ExitCodes.COULD_NOT_TELL);
        assertThat(ended.err().toLowerCase(Locale.ROOT))
                .contains("did not answer")
                .doesNotContain("secret");
    }
}
