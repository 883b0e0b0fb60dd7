package dev.leat.testkit.memory;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.failure.ConfigurationException;
import dev.leat.lease.Assignment;
import dev.leat.lease.LeaseStore;
import dev.leat.lease.Ownership;
import dev.leat.lease.Registration;
import dev.leat.observe.Reports;
import dev.leat.observe.Reports.Reported;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkSelection;
import dev.leat.park.ParkStore;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedSummary;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.CommitOutcome;
import dev.leat.readmodel.ReadModelStore;
import dev.leat.rebuild.LiveVersion;
import dev.leat.rebuild.LiveVersions;
import dev.leat.testkit.memory.BrokenFixture.Breakage;
import dev.leat.testkit.memory.BrokenFixture.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Ways to break what a store keeps of the work itself: leases, read models, parked keys. */
final class StateBreakages {

    private StateBreakages() {}

    static Stream<Arguments> leases() {
        return Stream.of(
                lease(
                        "a claim asks for no observation",
                        "claim_growsTheEpoch_andIsRefusedWithAnOldObservation",
                        "claim",
                        (stores, sound, args) ->
                                sound.claim(BrokenFixture.arg(args, 0), asStored(sound, BrokenFixture.arg(args, 1)))),
                lease(
                        "a claim says more than it got",
                        "claim_takesWhatItCan_andReturnsIt",
                        "claim",
                        (stores, sound, args) -> {
                            sound.claim(BrokenFixture.arg(args, 0), BrokenFixture.arg(args, 1));
                            return BrokenFixture.arg(args, 1);
                        }),
                lease(
                        "a release asks for no epoch",
                        "release_passesOver_whatIsNotTheCallers",
                        "release",
                        (stores, sound, args) -> {
                            sound.release(
                                    BrokenFixture.arg(args, 0), withStoredEpochs(sound, BrokenFixture.arg(args, 1)));
                            return Breakage.NONE;
                        }),
                lease(
                        "a role is given to everybody",
                        "role_isTaken_byOneForEachEpoch",
                        "take",
                        (stores, sound, args) -> sound.take(
                                BrokenFixture.arg(args, 0),
                                sound.observe().holderOf(BrokenFixture.arg(args, 0)),
                                BrokenFixture.arg(args, 2))),
                lease(
                        "an assignment replaces any other",
                        "assignment_isReplaced_onlyByItsSuccessor",
                        "publish",
                        (stores, sound, args) -> {
                            Assignment next = BrokenFixture.arg(args, 0);
                            return sound.publish(
                                    new Assignment(sound.observe().assignment().version() + 1, next.targets()));
                        }),
                lease(
                        "who leaves stays",
                        "leave_removesTheMember_andGivesItsRolesBack",
                        "leave",
                        (stores, sound, args) -> Breakage.NONE),
                lease(
                        "contradictions are overlooked",
                        "register_isRefused_forACollectionOfAnotherProjection",
                        "register",
                        (stores, sound, args) -> {
                            try {
                                sound.register(BrokenFixture.arg(args, 0));
                            } catch (ConfigurationException e) {
                                return e;
                            }
                            return Breakage.NONE;
                        }));
    }

    private static Arguments lease(String what, String rule, String method, Fault<LeaseStore> fault) {
        return arguments(BrokenStoreTest.OfLeases.class, what, rule, Breakage.of(LeaseStore.class, method, fault));
    }

    private static List<Ownership> asStored(LeaseStore leases, List<Ownership> observed) {
        return observed.stream()
                .map(ownership -> leases.ownerships(ownership.partition().projection())
                        .get(ownership.partition().number()))
                .toList();
    }

    private static List<CheckpointMove> withStoredEpochs(LeaseStore leases, List<CheckpointMove> moves) {
        return moves.stream()
                .map(move -> {
                    Ownership stored = leases.ownerships(move.partition().projection())
                            .get(move.partition().number());
                    return new CheckpointMove(
                            move.partition(), stored.epoch(), stored.checkpoint(), move.to(), move.events());
                })
                .toList();
    }

    static Stream<Arguments> readModels() {
        return Stream.of(
                commit(
                        "a commit asks for no epoch",
                        "commit_changesNothing_underAnOldEpoch",
                        BrokenStoreTest.OfReadModels.class,
                        (stores, commit) -> new Commit(
                                commit.projection(),
                                withStoredEpochs(stores.leases(), commit.checkpoints()),
                                commit.documents(),
                                commit.writes(),
                                commit.parked())),
                commit(
                        "a commit asks for no position",
                        "claimAtTheTimeOfACommit_eitherSeesIt_orFencesIt",
                        BrokenStoreTest.OfReadModels.class,
                        (stores, commit) -> new Commit(
                                commit.projection(), List.of(), commit.documents(), commit.writes(), commit.parked())),
                commit(
                        "only the first partition is fenced",
                        "commit_changesNothing_whenOneOfSeveralPartitionsIsLost",
                        BrokenStoreTest.OfReadModels.class,
                        (stores, commit) -> new Commit(
                                commit.projection(),
                                commit.checkpoints().subList(0, 1),
                                commit.documents(),
                                commit.writes(),
                                commit.parked())),
                commit(
                        "documents are lost",
                        "commit_storesDocumentsAndCheckpointTogether",
                        BrokenStoreTest.OfReadModels.class,
                        (stores, commit) -> new Commit(
                                commit.projection(),
                                commit.checkpoints(),
                                List.of(),
                                commit.writes(),
                                commit.parked())),
                commit(
                        "nothing is deleted",
                        "commit_replacesAndDeletes_documentsThatExisted",
                        BrokenStoreTest.OfReadModels.class,
                        (stores, commit) -> new Commit(
                                commit.projection(),
                                commit.checkpoints(),
                                commit.documents().stream()
                                        .filter(change -> change.after() != null)
                                        .toList(),
                                commit.writes(),
                                commit.parked())),
                arguments(
                        BrokenStoreTest.OfReadModels.class,
                        "a fenced commit is said to have happened",
                        "commit_repeated_changesNothing",
                        Breakage.of(ReadModelStore.class, "commit", (stores, sound, args) -> {
                            sound.commit(BrokenFixture.arg(args, 0));
                            return new CommitOutcome.Committed();
                        })));
    }

    static Stream<Arguments> status() {
        return Stream.of(
                lease(
                        "a release tells no time",
                        "checkpoint_tellsWhenItWasMoved_byCommitsAndReleasesAlone",
                        "release",
                        (stores, sound, args) -> {
                            List<Ownership> before = sound.ownerships();
                            sound.release(BrokenFixture.arg(args, 0), BrokenFixture.arg(args, 1));
                            sound.ownerships().forEach(ownership -> stores.force(movedAs(before, ownership)));
                            return Breakage.NONE;
                        }),
                lease(
                        "projections are forgotten",
                        "registrationsAndOwnerships_areThoseOfAllProjections",
                        "registrations",
                        (stores, sound, args) -> sound.registrations().subList(0, 1)));
    }

    static Stream<Arguments> parkCommits() {
        return Stream.of(
                commit(
                        "nothing is parked",
                        "key_isParked_withItsQueueInOrder",
                        BrokenStoreTest.OfParked.class,
                        (stores, commit) -> new Commit(
                                commit.projection(),
                                commit.checkpoints(),
                                commit.documents(),
                                commit.writes(),
                                List.of())),
                commit(
                        "changes of parked keys are mixed up",
                        "changes_takeEffect_inTheirOrder",
                        BrokenStoreTest.OfParked.class,
                        (stores, commit) -> new Commit(
                                commit.projection(),
                                commit.checkpoints(),
                                commit.documents(),
                                commit.writes(),
                                commit.parked().reversed())),
                commit(
                        "a commit asks for no request",
                        "commit_isFenced_whenSomebodyAskedAnew",
                        BrokenStoreTest.OfParked.class,
                        (stores, commit) -> withoutChanges(commit, ParkChange.Expect.class)),
                commit(
                        "rulings are lost",
                        "rulings_areKept_inTheOrderOfPositions_andOnce",
                        BrokenStoreTest.OfParked.class,
                        (stores, commit) -> withoutChanges(commit, ParkChange.Rule.class)),
                commit(
                        "the audit is lost",
                        "audit_isNewestFirst",
                        BrokenStoreTest.OfParked.class,
                        (stores, commit) -> withoutChanges(commit, ParkChange.Audit.class)));
    }

    private static Commit withoutChanges(Commit commit, Class<? extends ParkChange> kind) {
        return new Commit(
                commit.projection(),
                commit.checkpoints(),
                commit.documents(),
                commit.writes(),
                commit.parked().stream()
                        .filter(change -> !kind.isInstance(change))
                        .toList());
    }

    private interface CommitChange {
        Commit apply(InMemoryStores stores, Commit commit);
    }

    private static Arguments commit(String what, String rule, Class<?> suite, CommitChange change) {
        Fault<ReadModelStore> fault =
                (stores, sound, args) -> sound.commit(change.apply(stores, BrokenFixture.arg(args, 0)));
        return arguments(suite, what, rule, Breakage.of(ReadModelStore.class, "commit", fault));
    }

    static Stream<Arguments> parkStores() {
        return Stream.of(
                park(
                        "a queue is given backwards",
                        "longQueue_isGivenInOrder_andInPieces",
                        "queue",
                        (stores, sound, args) -> sound.queue(
                                        BrokenFixture.arg(args, 0), BrokenFixture.arg(args, 1), Integer.MAX_VALUE)
                                .reversed()),
                park(
                        "a queue is given whole",
                        "key_isParked_withItsQueueInOrder",
                        "queue",
                        (stores, sound, args) ->
                                sound.queue(BrokenFixture.arg(args, 0), BrokenFixture.arg(args, 1), Integer.MAX_VALUE)),
                park(
                        "keys of all projections are one",
                        "parkedKeys_areApart_whateverTheirNames_andTheirProjections",
                        "queue",
                        (stores, sound, args) -> {
                            List<ParkedEvent> all = new ArrayList<>();
                            for (String name : List.of("counters", "others")) {
                                all.addAll(
                                        sound.queue(new ProjectionId(name, 1), BrokenFixture.<Key>arg(args, 1), 100));
                            }
                            return all;
                        }),
                park(
                        "summaries leave out who retries",
                        "summaries_countByState_andShowThoseThatFailedFirst",
                        "summaries",
                        (stores, sound, args) -> withoutRetrying(sound.summaries(BrokenFixture.arg(args, 0)))),
                park(
                        "a request is always said to be taken",
                        "request_isRefused_forAKeyThatFlows",
                        "request",
                        (stores, sound, args) -> 1),
                park(
                        "a request is forgotten",
                        "request_isSeen_andClearedByTheNextPark",
                        "request",
                        (stores, sound, args) -> sound.parked(BrokenFixture.<ParkSelection>arg(args, 0)
                                        .projection())
                                .size()),
                park(
                        "a request asks for no event",
                        "request_isForTheEventThatWasSeen_andNoOther",
                        "request",
                        (stores, sound, args) -> {
                            ParkSelection.Keys keys = BrokenFixture.arg(args, 0);
                            return sound.request(
                                    new ParkSelection.Keys(keys.projection(), keys.keys(), null),
                                    BrokenFixture.arg(args, 1));
                        }),
                park(
                        "the audit begins with the oldest",
                        "audit_isNewestFirst",
                        "audit",
                        (stores, sound, args) -> sound.audit(BrokenFixture.arg(args, 0), Integer.MAX_VALUE)
                                .reversed()));
    }

    static Stream<Arguments> reports() {
        return Stream.of(
                report("reports are not stored", "report_isReadAsItWasWritten_byEverybody", "write", Breakage.NONE),
                report("reports stay", "report_isRemoved_andOthersStay", "remove", Breakage.NONE),
                arguments(
                        BrokenStoreTest.OfReports.class,
                        "a report is as old as the world",
                        "report_hasAnAge_byTheStoresClock",
                        Breakage.of(
                                Reports.class,
                                "read",
                                (stores, sound, args) -> sound.read().stream()
                                        .map(reported -> new Reported(reported.report(), Duration.ofDays(20_000)))
                                        .toList())));
    }

    static Stream<Arguments> liveVersions() {
        return Stream.of(
                live(
                        "every version is live when it comes",
                        "firstVersion_isLive_andLaterOnesAreNot",
                        "register",
                        (stores, sound, args) -> {
                            Registration registration = (Registration) args[0];
                            sound.register(registration, (String) args[1]);
                            sound.makeLive(
                                    sound.read().getFirst(),
                                    registration.projection().version(),
                                    "",
                                    "");
                            return "";
                        }),
                live(
                        "a switch does not look what is live",
                        "ofTwoSwitchesAtOnce_oneTakesPlace",
                        "makeLive",
                        (stores, sound, args) -> sound.makeLive(
                                sound.read().getFirst(), (Integer) args[1], (String) args[2], (String) args[3])),
                live(
                        "a switch forgets who asked",
                        "switches_areRemembered_newestFirst",
                        "makeLive",
                        (stores, sound, args) -> sound.makeLive((LiveVersion) args[0], (Integer) args[1], "", "")),
                live(
                        "a removed version stays",
                        "versionThatIsRemoved_isGone_andItsOwnerCommitsNoMore",
                        "remove",
                        (stores, sound, args) -> ""));
    }

    private static Arguments live(String what, String rule, String method, Fault<LiveVersions> fault) {
        return arguments(BrokenStoreTest.OfLive.class, what, rule, Breakage.of(LiveVersions.class, method, fault));
    }

    private static Arguments report(String what, String rule, String method, Object instead) {
        return arguments(
                BrokenStoreTest.OfReports.class,
                what,
                rule,
                Breakage.of(Reports.class, method, (stores, sound, args) -> instead));
    }

    private static Map<ProjectionId, ParkedSummary> withoutRetrying(Map<ProjectionId, ParkedSummary> sound) {
        Map<ProjectionId, ParkedSummary> broken = new HashMap<>(sound);
        broken.replaceAll((projection, summary) -> new ParkedSummary(0, summary.parked(), summary.examples()));
        return broken;
    }

    private static Ownership movedAs(List<Ownership> before, Ownership now) {
        Ownership then = before.stream()
                .filter(ownership -> ownership.partition().equals(now.partition()))
                .findFirst()
                .orElseThrow();
        return new Ownership(
                now.partition(),
                now.owner(),
                now.epoch(),
                now.checkpoint(),
                now.commits(),
                now.events(),
                now.offset(),
                then.movedAt());
    }

    private static Arguments park(String what, String rule, String method, Fault<ParkStore> fault) {
        return arguments(BrokenStoreTest.OfParked.class, what, rule, Breakage.of(ParkStore.class, method, fault));
    }
}
