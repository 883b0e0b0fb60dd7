package dev.leat.mongodb;

import dev.leat.failure.UnsuitableStoreException;
import dev.leat.lease.Registration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Examines a database: before Leat runs on it, whether it can carry the guarantee, and in production, whether it will go on
 * to. It only reads. What the user may not see is told as unknown, with the grant that shows it. Thread-safe; every call
 * blocks.
 */
public final class Doctor {

    private final MongoNames names;
    private final StoreCheck check;
    private final ServerCheckup server;
    private final OplogCheckup oplog;
    private final CollectionCheckup collections;

    Doctor(
            MongoNames names,
            StoreCheck check,
            ServerCheckup server,
            OplogCheckup oplog,
            CollectionCheckup collections) {
        this.names = names;
        this.check = check;
        this.server = server;
        this.oplog = oplog;
        this.collections = collections;
    }

    /**
     * Everything there is to look at; the server alone when it does not answer.
     *
     * @param projections those that run, or are to run
     * @throws dev.leat.failure.StoreUnavailableException when the server falls silent meanwhile
     */
    public List<Diagnosis> examine(Collection<Registration> projections) {
        List<Diagnosis> found = new ArrayList<>();
        try {
            StoreCheck.ServerFacts facts = check.run();
            found.add(Diagnosis.fine("server", "MongoDB " + facts.version()));
            if (!facts.splitsLargeEvents()) {
                found.add(Diagnosis.warning(
                        "large events",
                        "this version cannot split a change larger than 16 MB",
                        "Upgrade to 6.0.9, 7.0 or newer before events come near 16 MB."));
            }
        } catch (UnsuitableStoreException e) {
            return List.of(Diagnosis.fault("server", String.valueOf(e.getMessage()), ""));
        }
        Calls.run("examining the database", () -> {
            Rights rights = check.rights();
            found.addAll(server.examine(rights));
            found.addAll(oplog.examine(rights));
            found.addAll(new RightsCheckup(names, rights).examine(projections));
            found.addAll(collections.examine(projections));
        });
        return found;
    }

    /**
     * A script for mongosh that makes a role with the least rights that these projections need.
     *
     * @param role its name
     * @param views by which readers find live versions
     */
    public String roleScript(String role, Collection<Registration> projections, Collection<String> views) {
        return new RoleScript(names.data().getName(), names.leat().getName()).of(role, projections, views);
    }
}
