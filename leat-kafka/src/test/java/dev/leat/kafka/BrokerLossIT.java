package dev.leat.kafka;

import com.mongodb.client.MongoClient;
import dev.leat.testkit.kafka.KafkaCluster;
import dev.leat.testkit.kafka.RealKafka;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Brokers are killed and stand still while events come. */
@RealMongo
class BrokerLossIT {

    private static RouteDeployment deployment(MongoClient client, TestDatabase database, KafkaCluster kafka) {
        Map<String, String> properties = new HashMap<>();
        properties.put("leat.route", "kafka");
        properties.put("leat.kafka.bootstrap-servers", kafka.bootstrap());
        return new RouteDeployment(client, database.name(), properties);
    }

    @Test
    @RealKafka(dedicated = true)
    void onlyBroker_killed_andPaused(MongoClient client, TestDatabase database, KafkaCluster kafka) {
        RouteDeployment deployment = deployment(client, database, kafka);
        try {
            deployment.replica("r1");
            deployment.replica("r2");
            Writer writer = deployment.writer();
            deployment.awaitSomeMore();
            kafka.broker(0).kill();
            deployment.awaitAppended(200);
            kafka.broker(0).start();
            deployment.awaitSomeMore();
            kafka.broker(0).pause();
            deployment.awaitAppended(200);
            kafka.broker(0).resume();
            deployment.awaitSomeMore();
            writer.close();
            deployment.awaitExact();
        } finally {
            deployment.close();
        }
    }

    @Test
    @RealKafka(brokers = 3, dedicated = true)
    void eachOfThreeBrokers_killedInTurn(MongoClient client, TestDatabase database, KafkaCluster kafka) {
        RouteDeployment deployment = deployment(client, database, kafka);
        try {
            deployment.replica("r1");
            deployment.replica("r2");
            Writer writer = deployment.writer();
            for (int broker = 0; broker < kafka.brokers(); broker++) {
                deployment.awaitSomeMore();
                kafka.broker(broker).kill();
                deployment.awaitSomeMore();
                kafka.broker(broker).start();
            }
            writer.close();
            deployment.awaitExact();
        } finally {
            deployment.close();
        }
    }
}
