package dev.leat.operate;

import dev.leat.event.Position;
import dev.leat.event.StoredText;
import dev.leat.failure.ConfigurationException;
import dev.leat.failure.RefusedException;
import dev.leat.lease.ControlView;
import dev.leat.lease.Member;
import dev.leat.lease.Ownership;
import dev.leat.lease.Registration;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.Wakeups.Wakeup;
import dev.leat.observe.Reports;
import dev.leat.observe.Reports.Reported;
import dev.leat.operate.Rebuild.State;
import dev.leat.operate.Rebuild.Version;
import dev.leat.park.ParkedSummary;
import dev.leat.partition.ProjectionId;
import dev.leat.rebuild.LiveVersion;
import dev.leat.stores.LeatStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Shows how far new versions of projections are, and says which version readers see. A version is built wherever replicas
 * have it in their code, beside the live one and held back by {@code leat.rebuild.*}; nothing here starts or stops that.
 *
 * <p>Works from any process that has the stores. Thread-safe; every call blocks, and throws
 * {@link dev.leat.failure.StoreUnavailableException} when the store does not answer. Then a switch may have taken place:
 * look, or ask again, which does no harm.
 */
public final class Rebuilds {

    /** How far behind a version may be to be made live, in events, unless somebody says otherwise: {@value}. */
    public static final long DEFAULT_MAX_LAG = 1_000;

    private static final int LONGEST_LINE = 1_000;

    /** A replica that was not heard of for so long is gone, whatever its lease timeout is. */
    private static final Duration GONE = Duration.ofMinutes(1);

    /** A replica whose heartbeats are not to be seen counts as gone when it has not reported for so long. */
    private static final Duration SILENT = Reports.LONGEST_PAUSE.multipliedBy(2);

    private static final int NO_EXAMPLES = 1;

    private final LeatStores stores;

    public Rebuilds(LeatStores stores) {
        this.stores = stores;
    }

    /** Every projection with its versions, in the order of names. */
    public List<Rebuild> list() {
        ControlView view = stores.leases().observe();
        List<Reported> reports = stores.reports().read();
        Map<ProjectionId, ParkedSummary> parked = stores.parked().summaries(NO_EXAMPLES);
        Map<ProjectionId, Position> reached = reached();
        Map<SourceId, Position> last = new HashMap<>();
        List<Registration> registrations = stores.leases().registrations();
        List<Rebuild> rebuilds = new ArrayList<>();
        for (LiveVersion live : stores.live().read()) {
            List<Version> versions = new ArrayList<>();
            for (Registration each : registrations) {
                ProjectionId id = each.projection();
                if (id.name().equals(live.name())) {
                    versions.add(new Version(
                            id,
                            state(live, id.version()),
                            each.collection(),
                            each.partitioning().count(),
                            reached.getOrDefault(id, Position.START),
                            last.computeIfAbsent(
                                    each.source(),
                                    source -> stores.ledger().end(source).last()),
                            parked.getOrDefault(id, ParkedSummary.NONE).count(),
                            hosts(id, view, reports)));
                }
            }
            versions.sort(Comparator.comparingInt(version -> version.id().version()));
            rebuilds.add(new Rebuild(live, versions));
        }
        return rebuilds;
    }

    private Map<ProjectionId, Position> reached() {
        Map<ProjectionId, Position> reached = new HashMap<>();
        for (Ownership each : stores.leases().ownerships()) {
            reached.merge(each.partition().projection(), each.checkpoint(), Position::min);
        }
        return reached;
    }

    private static State state(LiveVersion live, int version) {
        if (version == live.version()) {
            return State.LIVE;
        }
        if (live.before() != null && live.before() == version) {
            return State.BEFORE;
        }
        return version > live.version() ? State.BUILDING : State.OLD;
    }

    private static Set<ReplicaId> hosts(ProjectionId id, ControlView view, List<Reported> reports) {
        Set<ReplicaId> hosts = new HashSet<>();
        for (Member member : view.members()) {
            if (member.projections().containsKey(id) && member.isAlive(GONE)) {
                hosts.add(member.id());
            }
        }
        for (Reported reported : reports) {
            boolean works = reported.report().projections().stream()
                    .anyMatch(each -> each.projection().equals(id));
            if (works && reported.age().compareTo(SILENT) < 0) {
                hosts.add(reported.report().replica());
            }
        }
        return hosts;
    }

    /**
     * The versions of one projection.
     *
     * @throws ConfigurationException when there is none of the name
     */
    public Rebuild of(String name) {
        List<Rebuild> all = list();
        return all.stream()
                .filter(each -> each.live().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("No projection " + name + " ever ran here; there are "
                        + all.stream().map(each -> each.live().name()).toList() + "."));
    }

    /**
     * Makes a version live: readers of the view see it from now on, all at once. The one before it goes on being worked on
     * wherever it is in the code, and can be taken back to.
     *
     * @param maxLag how many events it may be behind
     * @param by who asks
     * @param reason why
     * @throws RefusedException when it is further behind, more of its keys are parked than of the live one's, nobody works
     *     on it, or somebody else was faster
     * @throws ConfigurationException when it never ran here
     */
    public void makeLive(ProjectionId id, long maxLag, String by, String reason) {
        requireLine("Who asks", by);
        requireLine("Reason", reason);
        Rebuild rebuild = of(id.name());
        Version wanted = version(rebuild, id);
        if (wanted.state() == State.LIVE) {
            return;
        }
        if (wanted.hosts().isEmpty()) {
            throw new RefusedException("No living replica works on " + id
                    + ", so it would stand still. Deploy replicas that have it first.");
        }
        if (wanted.lagEvents() > maxLag) {
            throw new RefusedException(id + " is " + wanted.lagEvents() + " events behind, and " + maxLag
                    + " are allowed: readers would go back in time. Wait, or allow more.");
        }
        int parkedNow = version(rebuild, rebuild.live().id()).parkedKeys();
        if (wanted.parkedKeys() > parkedNow) {
            throw new RefusedException(id + " has " + wanted.parkedKeys() + " parked keys, and the live version "
                    + parkedNow + ": readers would miss events. Mend them first.");
        }
        change(rebuild.live(), id, by, reason);
    }

    /**
     * Takes readers back to the version that was live before, without asking how far it is.
     *
     * @throws RefusedException when there is none, or somebody else was faster
     */
    public ProjectionId rollBack(String name, String by, String reason) {
        requireLine("Who asks", by);
        requireLine("Reason", reason);
        LiveVersion live = of(name).live();
        Integer before = live.before();
        if (before == null) {
            throw new RefusedException("No version of " + name + " was live before " + live.version()
                    + ", or it was removed. Choose a version and make it live.");
        }
        ProjectionId id = new ProjectionId(name, before);
        change(live, id, by, reason);
        return id;
    }

    private void change(LiveVersion observed, ProjectionId id, String by, String reason) {
        if (!stores.live().makeLive(observed, id.version(), by, reason)) {
            throw new RefusedException("Another version of " + id.name()
                    + " was made live at the same moment. Look again, and ask again if need be.");
        }
        stores.wakeups().announce(new Wakeup.ControlChanged());
    }

    /**
     * Removes a version for good: its read model, checkpoints, parked keys and rulings. The audit trail stays.
     *
     * @throws RefusedException when it is live, or living replicas have it in their code: they would build it anew
     * @throws ConfigurationException when it never ran here
     */
    public void remove(ProjectionId id) {
        Version version = version(of(id.name()), id);
        if (version.state() == State.LIVE) {
            throw new RefusedException(id + " is live. Make another version live first.");
        }
        if (!version.hosts().isEmpty()) {
            throw new RefusedException("Replicas "
                    + version.hosts().stream().map(ReplicaId::name).sorted().toList() + " have " + id
                    + " in their code and would build it anew. Deploy them without it first; one that was killed is"
                    + " forgotten after " + SILENT.toMinutes() + " minutes.");
        }
        stores.live().remove(id);
        stores.wakeups().announce(new Wakeup.ControlChanged());
    }

    private static Version version(Rebuild rebuild, ProjectionId id) {
        return rebuild.versions().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("Projection " + id + " never ran here; there are "
                        + rebuild.versions().stream().map(Version::id).toList() + "."));
    }

    private static void requireLine(String what, String text) {
        StoredText.require(what, text, LONGEST_LINE);
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " must be one line without control characters: "
                    + StoredText.shown(text) + ". Remove them.");
        }
    }
}
