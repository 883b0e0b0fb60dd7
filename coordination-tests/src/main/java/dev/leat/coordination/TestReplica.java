package dev.leat.coordination;

import com.mongodb.client.MongoClient;
import dev.leat.Leat;
import dev.leat.config.LeatConfig;
import dev.leat.lease.Coordination;
import dev.leat.lease.LeaseTiming;
import dev.leat.mongodb.LeatMongo;
import dev.leat.observe.LeatListener;
import dev.leat.partition.PartitionId;
import dev.leat.projection.Projection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonDocument;

/** A replica with a gate before its stores. */
final class TestReplica implements AutoCloseable {

    private static final LeatConfig QUICK = LeatConfig.DEFAULTS.withLease(new LeaseTiming(
            Duration.ofMillis(250), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(60)));

    private final String name;
    private final Gate gate = new Gate();
    private final Set<PartitionId> lost = ConcurrentHashMap.newKeySet();
    private final LeatMongo stores;
    private final Leat leat;

    TestReplica(
            String name,
            MongoClient client,
            String database,
            Coordination coordination,
            Projection<BsonDocument> projection) {
        this.name = name;
        this.stores = LeatMongo.builder(client)
                .database(database)
                .coordination(coordination)
                .build();
        this.leat = Leat.builder(gate.around(stores))
                .replicaName(name)
                .config(QUICK)
                .listener(new LeatListener() {
                    @Override
                    public void lost(PartitionId partition) {
                        lost.add(partition);
                    }
                })
                .exactlyOnce(projection)
                .build();
        leat.start();
    }

    String name() {
        return name;
    }

    Gate gate() {
        return gate;
    }

    LeatMongo stores() {
        return stores;
    }

    /** Partitions that were another replica's when this one wanted to commit. */
    Set<PartitionId> lost() {
        return Set.copyOf(lost);
    }

    @Override
    public void close() {
        gate.open();
        leat.close();
        stores.close();
    }
}
