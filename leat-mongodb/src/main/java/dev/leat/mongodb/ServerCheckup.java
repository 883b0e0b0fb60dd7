package dev.leat.mongodb;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Looks at the members of a replica set: majority, replication, clocks, flow control, memory. Thread-safe. */
final class ServerCheckup {

    private static final int UNAUTHORIZED = 13;
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);
    private static final Duration LOGICAL_AHEAD = Duration.ofMinutes(1);
    private static final long SHORT_TRANSACTIONS_SECONDS = 30;
    private static final double DIRTY_SHARE = 0.15;

    private final MongoDatabase admin;
    private final Clock clock;

    ServerCheckup(MongoClient client, Clock clock) {
        this.admin = client.getDatabase("admin");
        this.clock = clock;
    }

    List<Diagnosis> examine(Rights rights) {
        List<Diagnosis> found = new ArrayList<>();
        BsonDocument hello = admin.runCommand(BsonDocument.parse("{hello: 1}"), BsonDocument.class);
        if (hello.getString("msg", new BsonString("")).getValue().equals("isdbgrid")) {
            found.add(Diagnosis.unknown(
                    "members",
                    "this is a mongos: members of the shards are not seen through it",
                    "Run doctor against each shard's replica set too."));
            return found;
        }
        found.add(members(hello));
        found.add(majority(hello));
        found.addAll(clocks(hello));
        Optional<BsonDocument> status = ask("{replSetGetStatus: 1}");
        if (status.isEmpty()) {
            found.add(Diagnosis.unknown(
                    "replication, flow control, memory",
                    "user may not see them; Leat itself does not need to",
                    "To see them here: " + rights.grant("clusterMonitor", "admin")));
            return found;
        }
        found.addAll(replication(status.get()));
        ask("{replSetGetConfig: 1}").ifPresent(config -> found.add(journal(config.getDocument("config"))));
        ask("{getParameter: 1, featureCompatibilityVersion: 1, transactionLifetimeLimitSeconds: 1}")
                .ifPresent(parameters -> found.addAll(parameters(parameters)));
        ask("{serverStatus: 1}").ifPresent(server -> found.addAll(load(server)));
        return found;
    }

    /** What a command answers; empty when the user may not ask. */
    private Optional<BsonDocument> ask(String command) {
        try {
            return Optional.of(admin.runCommand(BsonDocument.parse(command), BsonDocument.class));
        } catch (MongoCommandException e) {
            if (e.getErrorCode() == UNAUTHORIZED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static Diagnosis members(BsonDocument hello) {
        int voters = array(hello, "hosts").size();
        int arbiters = array(hello, "arbiters").size();
        String of = "members";
        if (voters < 2) {
            return Diagnosis.warning(
                    of,
                    "one member: when its disk is lost, so are the events",
                    "For production add two members on other machines: rs.add(...).");
        }
        if (arbiters > 0) {
            return Diagnosis.warning(
                    of,
                    voters + " members with data and " + arbiters
                            + " arbiters: when one with data is down, majority writes wait, and Leat with them",
                    "Put a member with data in the place of the arbiter.");
        }
        return Diagnosis.fine(of, voters + " with data that can become primary");
    }

    static Diagnosis majority(BsonDocument hello) {
        BsonDocument last = hello.getDocument("lastWrite", new BsonDocument());
        if (!last.isDateTime("lastWriteDate") || !last.isDateTime("majorityWriteDate")) {
            return Diagnosis.unknown("majority", "the server does not tell", "See rs.status().");
        }
        Duration behind = Duration.ofMillis(last.getDateTime("lastWriteDate").getValue()
                - last.getDateTime("majorityWriteDate").getValue());
        return behind.compareTo(LATE) > 0
                ? Diagnosis.fault(
                        "majority",
                        "a majority of the members is " + behind.toSeconds()
                                + " s behind the primary: commits wait, and events come late",
                        "See rs.status() for the member that lags or is down, and get it going.")
                : Diagnosis.fine("majority", "up to date");
    }

    private List<Diagnosis> clocks(BsonDocument hello) {
        List<Diagnosis> found = new ArrayList<>();
        Instant server = Instant.ofEpochMilli(hello.getDateTime("localTime").getValue());
        Duration apart = Duration.between(server, clock.instant());
        found.add(
                apart.abs().compareTo(CLOCKS_APART) > 0
                        ? Diagnosis.warning(
                                "clock",
                                "this machine's is " + apart.abs().toSeconds() + " s "
                                        + (apart.isNegative() ? "behind" : "ahead of")
                                        + " the primary's. Nothing of Leat's rests on it, but the times of events that"
                                        + " are appended here do",
                                "Set both by NTP.")
                        : Diagnosis.fine("clock", "this machine's and the primary's agree"));
        BsonDocument logical = hello.getDocument("$clusterTime", new BsonDocument());
        if (logical.isTimestamp("clusterTime")) {
            Instant time =
                    Instant.ofEpochSecond(logical.getTimestamp("clusterTime").getTime());
            Duration ahead = Duration.between(server, time);
            if (ahead.compareTo(LOGICAL_AHEAD) > 0) {
                found.add(Diagnosis.warning(
                        "cluster time",
                        "it is " + ahead.toSeconds() + " s ahead of the primary's clock, so some member's clock was"
                                + " wrong; lags in seconds look smaller until it is caught up",
                        "Set the clocks of all members by NTP."));
            }
        }
        return found;
    }

    static List<Diagnosis> replication(BsonDocument status) {
        List<Diagnosis> found = new ArrayList<>();
        long newest = array(status, "members").stream()
                .mapToLong(member -> optime(member.asDocument()))
                .max()
                .orElse(0);
        for (BsonValue value : array(status, "members")) {
            BsonDocument member = value.asDocument();
            String name = member.getString("name", new BsonString("?")).getValue();
            String state = member.getString("stateStr", new BsonString("?")).getValue();
            long behind = (newest - optime(member)) / 1_000;
            boolean works = List.of("PRIMARY", "SECONDARY", "ARBITER").contains(state);
            if (!works) {
                found.add(Diagnosis.warning(
                        "replication",
                        "member " + name + " is " + state,
                        "Get it going: see its log and rs.status()."));
            } else if (state.equals("SECONDARY") && behind > LATE.toSeconds()) {
                found.add(Diagnosis.warning(
                        "replication",
                        "member " + name + " is " + behind + " s behind",
                        "See its disk and network. If it leads the others in an election, or is one of the majority,"
                                + " commits wait for it."));
            }
        }
        if (found.isEmpty()) {
            found.add(Diagnosis.fine("replication", "all members work and are up to date"));
        }
        return found;
    }

    private static long optime(BsonDocument member) {
        return member.isDateTime("optimeDate")
                ? member.getDateTime("optimeDate").getValue()
                : 0;
    }

    static Diagnosis journal(BsonDocument config) {
        boolean journaled = config.getBoolean("writeConcernMajorityJournalDefault", BsonBoolean.TRUE)
                .getValue();
        return journaled
                ? Diagnosis.fine("journal", "majority writes are on disk before they count")
                : Diagnosis.fault(
                        "journal",
                        "writeConcernMajorityJournalDefault is false: what was committed can be lost when members lose"
                                + " power together",
                        "c = rs.conf(); c.writeConcernMajorityJournalDefault = true; rs.reconfig(c).");
    }

    static List<Diagnosis> parameters(BsonDocument parameters) {
        List<Diagnosis> found = new ArrayList<>();
        BsonDocument feature = parameters.getDocument("featureCompatibilityVersion", new BsonDocument());
        String version = feature.getString("version", new BsonString("")).getValue();
        if (!version.isEmpty() && Integer.parseInt(version.replaceAll("\\..*", "")) < 6) {
            found.add(Diagnosis.warning(
                    "feature compatibility",
                    "it is " + version,
                    "After the upgrade: db.adminCommand({setFeatureCompatibilityVersion: '6.0'})."));
        }
        long seconds = parameters
                .getNumber("transactionLifetimeLimitSeconds", new BsonInt64(60))
                .longValue();
        if (seconds < SHORT_TRANSACTIONS_SECONDS) {
            found.add(Diagnosis.warning(
                    "transactions",
                    "the server ends them after " + seconds + " s; a large batch on a busy server may need longer",
                    "db.adminCommand({setParameter: 1, transactionLifetimeLimitSeconds: 60}), on each member."));
        }
        return found;
    }

    static List<Diagnosis> load(BsonDocument server) {
        List<Diagnosis> found = new ArrayList<>();
        BsonDocument flow = server.getDocument("flowControl", new BsonDocument());
        if (flow.getBoolean("isLagged", BsonBoolean.FALSE).getValue()) {
            found.add(Diagnosis.warning(
                    "flow control",
                    "the primary slows down writes, because the majority cannot follow",
                    "See which member lags (rs.status()), and give it more disk or less to do."));
        } else {
            found.add(Diagnosis.fine("flow control", "writes are not slowed down"));
        }
        BsonDocument cache =
                server.getDocument("wiredTiger", new BsonDocument()).getDocument("cache", new BsonDocument());
        double dirty = number(cache, "tracked dirty bytes in the cache");
        double most = number(cache, "maximum bytes configured");
        if (most > 0) {
            found.add(
                    dirty / most > DIRTY_SHARE
                            ? Diagnosis.warning(
                                    "memory",
                                    Math.round(100 * dirty / most) + " % of the server's cache waits to be written, and"
                                            + " clients begin to help",
                                    "Give the disk more speed or the cache more memory, or lower"
                                            + " leat.batch.max-events.")
                            : Diagnosis.fine(
                                    "memory", Math.round(100 * dirty / most) + " % of the server's cache is dirty"));
        }
        return found;
    }

    private static double number(BsonDocument document, String field) {
        return document.getNumber(field, new BsonInt32(0)).doubleValue();
    }

    private static BsonArray array(BsonDocument document, String field) {
        return document.getArray(field, new BsonArray());
    }
}
