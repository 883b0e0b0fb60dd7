package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.currentDate;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.UpdateOptions;
import dev.leat.lease.ReplicaId;
import dev.leat.observe.ReplicaReport;
import dev.leat.observe.Reports;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;

/** Reports in MongoDB, wherever heartbeats are kept. One that is lost in a failover is soon written anew. Thread-safe. */
final class MongoReports implements Reports {

    private static final String ID = "_id";
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final MongoNames names;

    MongoReports(MongoNames names) {
        this.names = names;
    }

    @Override
    public void write(ReplicaReport report) {
        Calls.run(
                "writing the report of " + report.replica(),
                () -> names.reports()
                        .withWriteConcern(WriteConcern.W1)
                        .updateOne(
                                eq(ID, report.replica().toString()),
                                combine(
                                        new BsonDocument("$set", ReportDocuments.fields(report)),
                                        currentDate(ReportDocuments.AT)),
                                UPSERT));
    }

    @Override
    public List<Reported> read() {
        return Calls.call(
                "reading the reports of the replicas",
                () -> names.reports()
                        .withReadConcern(ReadConcern.LOCAL)
                        .aggregate(ReportDocuments.READ)
                        .map(Formats.reader(names.reports(), ReportDocuments::reported))
                        .into(new ArrayList<>()));
    }

    @Override
    public void remove(ReplicaId replica) {
        Calls.run(
                "removing the report of " + replica,
                () -> names.reports().withWriteConcern(WriteConcern.W1).deleteOne(eq(ID, replica.toString())));
    }
}
