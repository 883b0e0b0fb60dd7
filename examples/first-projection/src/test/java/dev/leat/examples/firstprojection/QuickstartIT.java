package dev.leat.examples.firstprojection;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.leat.mongodb.LeatMongoBuilder;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import org.junit.jupiter.api.Test;

@RealMongo
class QuickstartIT {

    @Test
    void everyRun_addsOneDeposit(MongoClient client, TestDatabase database) throws Exception {
        try {
            assertThat(Quickstart.run(client, database.name())).containsEntry("cents", 500L);
            assertThat(Quickstart.run(client, database.name())).containsEntry("cents", 1000L);
        } finally {
            client.getDatabase(database.name() + LeatMongoBuilder.LEAT_DATABASE_SUFFIX)
                    .drop();
        }
    }
}
