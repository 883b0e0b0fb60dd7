package dev.leat.mongodb;

import com.mongodb.client.MongoClient;
import dev.leat.testkit.conformance.EventFeedConformance;
import dev.leat.testkit.conformance.EventStoreConformance;
import dev.leat.testkit.conformance.LeaseStoreConformance;
import dev.leat.testkit.conformance.LedgerConformance;
import dev.leat.testkit.conformance.LiveVersionsConformance;
import dev.leat.testkit.conformance.ParkStoreConformance;
import dev.leat.testkit.conformance.ReadModelStoreConformance;
import dev.leat.testkit.conformance.ReportsConformance;
import dev.leat.testkit.conformance.SourceStreamConformance;
import dev.leat.testkit.conformance.StateReaderConformance;
import dev.leat.testkit.conformance.StoreFixture;
import dev.leat.testkit.conformance.WakeupsConformance;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** MongoDB keeps what every store must keep: the same suites as the stores in memory. */
@RealMongo
class ConformanceIT {

    private MongoClient client;
    private String database;

    @BeforeEach
    void connect(MongoClient realClient, TestDatabase testDatabase) {
        client = realClient;
        database = testDatabase.name();
    }

    private StoreFixture emptyStore() {
        return new MongoFixture(client, database);
    }

    @Nested
    class OfEventStore extends EventStoreConformance {
        @Override
        protected StoreFixture open() {
            return emptyStore();
        }
    }

    @Nested
    class OfWakeups extends WakeupsConformance {
        @Override
        protected StoreFixture open() {
            return emptyStore();
        }
    }

    @Nested
    class OfLedger extends LedgerConformance {
        @Override
        protected StoreFixture open() {
            return emptyStore();
        }
    }

    @Nested
    class OfSourceStream extends SourceStreamConformance {
        @Override
        protected StoreFixture open() {
            return emptyStore();
        }
    }

    @Nested
    class OfEventFeed extends EventFeedConformance {
        @Override
        protected StoreFixture open() {
            return emptyStore();
        }
    }

    @Nested
    class OfLeaseStore extends LeaseStoreConformance {
        @Override
        protected StoreFixture open() {
            return emptyStore();
        }
    }

    @Nested
    class OfReadModelStore extends ReadModelStoreConformance {
        @Override
        protected StoreFixture open() {
            return emptyStore();
        }
    }

    @Nested
    class OfParkStore extends ParkStoreConformance {
        @Override
        protected StoreFixture open() {
            return emptyStore();
        }
    }

    @Nested
    class OfLiveVersions extends LiveVersionsConformance {
        @Override
        protected StoreFixture open() {
            return emptyStore();
        }
    }

    @Nested
    class OfReports extends ReportsConformance {
        @Override
        protected StoreFixture open() {
            return emptyStore();
        }
    }

    @Nested
    class OfStateReader extends StateReaderConformance {
        @Override
        protected StoreFixture open() {
            return emptyStore();
        }
    }
}
