package dev.leat.verify;

import dev.leat.lease.Registration;
import dev.leat.ledger.SourceId;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Projection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What there is to judge, by source: the projections that the store knows, with their folds where they are given. */
final class Subjects {

    private final Map<SourceId, List<Subject>> bySource = new LinkedHashMap<>();

    private Subjects() {}

    /**
     * A projection to judge.
     *
     * @param projection null when its documents cannot be judged
     */
    record Subject(Registration registration, @Nullable Projection<?> projection) {}

    static Subjects of(List<Registration> registrations, List<Projection<?>> projections, Findings findings) {
        Map<String, Projection<?>> given = new TreeMap<>();
        projections.forEach(projection -> given.put(projection.id().toString(), projection));
        Subjects subjects = new Subjects();
        for (Registration registration : registrations) {
            ProjectionId id = registration.projection();
            Projection<?> projection = given.remove(id.toString());
            if (projection == null) {
                findings.cannotJudge("documents of projection " + id + ": its definition is not given");
            } else if (!registrationOf(projection).equals(registration)) {
                findings.cannotJudge("documents of projection " + id + ": the store knows it as " + registration
                        + " and the definition says " + registrationOf(projection));
                projection = null;
            }
            subjects.add(registration.source(), new Subject(registration, projection));
        }
        for (Projection<?> never : given.values()) {
            findings.cannotJudge("documents of " + never + ": it never ran on this database");
            subjects.bySource.computeIfAbsent(registrationOf(never).source(), source -> new ArrayList<>());
        }
        return subjects;
    }

    private void add(SourceId source, Subject subject) {
        bySource.computeIfAbsent(source, id -> new ArrayList<>()).add(subject);
    }

    private static Registration registrationOf(Projection<?> projection) {
        return Registration.of(projection);
    }

    Set<SourceId> sources() {
        return bySource.keySet();
    }

    List<Subject> of(SourceId source) {
        return bySource.getOrDefault(source, List.of());
    }
}
