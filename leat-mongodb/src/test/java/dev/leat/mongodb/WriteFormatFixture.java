package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.leat.Leat;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Writes the fixture of the present format, once, when a format is new: {@code -Dit.test=WriteFormatFixture}. No build
 * runs it, and it refuses to write over a fixture that is kept.
 */
@RealMongo
class WriteFormatFixture {

    private Deployment deployment;

    @BeforeEach
    void open(MongoClient client, TestDatabase database) {
        deployment = new Deployment(client, database.name());
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @Test
    void writesTheStoredDocuments_ofASmallSystem() throws IOException {
        Path folder = FormatFixture.folder(MongoNames.FORMAT);
        assertThat(Files.exists(folder)).as("a kept fixture in %s", folder).isFalse();
        MongoDatabase data = deployment.database();
        FormatRun run = new FormatRun(deployment);
        Leat second = run.untilQuiet();
        List<String> own = deployment.leatDatabase().listCollectionNames().into(new ArrayList<>());
        FormatFixture.dump(deployment.leatDatabase(), folder.resolve("leat"), own);
        FormatFixture.dump(data, folder.resolve("data"), List.of("accounts", "turnover", "notes", "late", "orderSums"));
        second.close();

        run.appendSome(3);
        FormatFixture.dump(data, folder.resolve("data"), List.of("events", "orders"));
    }
}
