package dev.leat.testkit.memory;

import dev.leat.failure.ConfigurationException;
import dev.leat.lease.Registration;
import dev.leat.partition.ProjectionId;
import dev.leat.rebuild.LiveVersion;
import dev.leat.rebuild.LiveVersion.Switch;
import dev.leat.rebuild.LiveVersions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Live versions; a view is a name without a reader here. Thread-safe. */
final class InMemoryLive implements LiveVersions {

    private final Database database;
    private final InMemoryLeases leases;
    private final InMemoryParked parked;
    private final InMemoryReadModels readModels;
    private final Map<String, LiveVersion> live = new TreeMap<>();

    InMemoryLive(Database database, InMemoryLeases leases, InMemoryParked parked, InMemoryReadModels readModels) {
        this.database = database;
        this.leases = leases;
        this.parked = parked;
        this.readModels = readModels;
    }

    @Override
    public void register(Registration registration, @Nullable String view) {
        database.run(() -> {
            ProjectionId id = registration.projection();
            LiveVersion known = live.computeIfAbsent(id.name(), name -> first(id));
            if (view == null || view.equals(known.view())) {
                return;
            }
            if (known.view() != null) {
                throw new ConfigurationException("Projection " + id.name() + " is shown as " + view + " here and as "
                        + known.view() + " in the cluster. Say the same in all its versions.");
            }
            if (leases.registrations().stream()
                    .anyMatch(each -> each.collection().equals(view))) {
                throw new ConfigurationException("A projection is shown as " + view + ", and " + view
                        + " is a collection. Name the view differently, or rename the collection.");
            }
            live.put(
                    id.name(),
                    new LiveVersion(
                            known.name(), known.version(), view, known.before(), known.since(), known.history()));
        });
    }

    private LiveVersion first(ProjectionId id) {
        int version = leases.registrations().stream()
                .map(Registration::projection)
                .filter(other -> other.name().equals(id.name()) && !other.equals(id))
                .map(ProjectionId::version)
                .max(Integer::compare)
                .orElse(id.version());
        return new LiveVersion(id.name(), version, null, null, database.now(), List.of());
    }

    @Override
    public List<LiveVersion> read() {
        return database.locked(() -> List.copyOf(live.values()));
    }

    /** The live versions by name. */
    Map<String, Integer> versions() {
        return database.locked(() -> {
            Map<String, Integer> versions = new HashMap<>();
            live.forEach((name, each) -> versions.put(name, each.version()));
            return versions;
        });
    }

    @Override
    public boolean makeLive(LiveVersion observed, int version, String by, String reason) {
        return database.locked(() -> {
            LiveVersion known = live.get(observed.name());
            if (known == null || known.version() != observed.version()) {
                return false;
            }
            Instant now = database.now();
            List<Switch> history = new ArrayList<>();
            history.add(new Switch(now, known.version(), version, by, reason));
            history.addAll(known.history());
            live.put(
                    known.name(),
                    new LiveVersion(
                            known.name(),
                            version,
                            known.view(),
                            known.version(),
                            now,
                            history.subList(0, Math.min(LiveVersion.MAX_HISTORY, history.size()))));
            return true;
        });
    }

    @Override
    public void remove(ProjectionId id) {
        database.run(() -> {
            Registration registration = leases.registrations().stream()
                    .filter(each -> each.projection().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new ConfigurationException(
                            "Projection " + id + " never ran here. Choose another version."));
            LiveVersion known = live.get(id.name());
            if (known != null && known.version() == id.version()) {
                throw new ConfigurationException("Projection " + id + " is live. Make another version live first.");
            }
            leases.remove(id);
            readModels.drop(registration.collection());
            parked.removeAll(id);
            if (known != null && known.before() != null && known.before() == id.version()) {
                live.put(
                        known.name(),
                        new LiveVersion(
                                known.name(), known.version(), known.view(), null, known.since(), known.history()));
            }
        });
    }
}
