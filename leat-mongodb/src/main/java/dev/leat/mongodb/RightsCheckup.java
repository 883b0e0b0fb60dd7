package dev.leat.mongodb;

import dev.leat.lease.Registration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Looks whether the user may do what replicas do. Confined to one call. */
final class RightsCheckup {

    private static final String OF = "rights";

    private final MongoNames names;
    private final Rights rights;
    private final List<Diagnosis> found = new ArrayList<>();

    RightsCheckup(MongoNames names, Rights rights) {
        this.names = names;
        this.rights = rights;
    }

    List<Diagnosis> examine(Collection<Registration> projections) {
        if (rights.isAnonymous()) {
            return List.of(
                    Diagnosis.warning(
                            OF,
                            "nobody is logged in, and the server asks nobody who he is",
                            "Start the server with --auth, and give the service a user of its own: ./leat doctor --role-script."));
        }
        require(Rights.OWN, names.leat().getName(), "");
        Set<String> sources = new LinkedHashSet<>();
        projections.forEach(each -> sources.add(each.source().name()));
        sources.forEach(source -> require(Rights.READ, names.data().getName(), source));
        projections.forEach(each -> require(Rights.FOLD, names.data().getName(), each.collection()));
        if (found.isEmpty()) {
            found.add(Diagnosis.fine(OF, "user " + rights.userName() + " may do all that replicas do"));
        }
        return found;
    }

    private void require(List<String> actions, String database, String collection) {
        Set<String> missing = rights.missing(actions, database, collection);
        if (!missing.isEmpty()) {
            found.add(Diagnosis.fault(
                    OF,
                    "user " + rights.userName() + " may not "
                            + String.join(", ", missing.stream().sorted().toList()) + " on " + database
                            + (collection.isEmpty() ? "" : "." + collection),
                    rights.grant(Rights.roleFor(actions), database)));
        }
    }
}
