package dev.leat.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.event.EventId;
import dev.leat.event.EventStore;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.Position;
import dev.leat.event.UnreadableEvent;
import dev.leat.failure.ConfigurationException;
import dev.leat.lease.Assignment;
import dev.leat.lease.LeaseStore;
import dev.leat.lease.Ownership;
import dev.leat.ledger.Entry;
import dev.leat.ledger.EventFeed;
import dev.leat.ledger.EventFeed.Slice;
import dev.leat.ledger.Ledger;
import dev.leat.ledger.Ledger.AppendOutcome;
import dev.leat.ledger.SourceStream;
import dev.leat.ledger.SourceStream.Opened;
import dev.leat.ledger.Wakeups;
import dev.leat.ledger.Wakeups.Subscription;
import dev.leat.park.ParkStore;
import dev.leat.park.ParkedEvent;
import dev.leat.partition.SlotSet;
import dev.leat.projection.Key;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.CommitOutcome;
import dev.leat.readmodel.ReadModelStore;
import dev.leat.testkit.conformance.EventFeedConformance;
import dev.leat.testkit.conformance.EventStoreConformance;
import dev.leat.testkit.conformance.LeaseStoreConformance;
import dev.leat.testkit.conformance.LedgerConformance;
import dev.leat.testkit.conformance.ParkStoreConformance;
import dev.leat.testkit.conformance.ReadModelStoreConformance;
import dev.leat.testkit.conformance.SourceStreamConformance;
import dev.leat.testkit.conformance.StoreConformance;
import dev.leat.testkit.conformance.StoreFixture;
import dev.leat.testkit.conformance.WakeupsConformance;
import dev.leat.testkit.memory.BrokenFixture.Breakage;
import dev.leat.testkit.memory.BrokenFixture.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A store that breaks a promise fails the suites: each kind of breakage at the rule that is about it. */
final class BrokenStoreTest {

    private static final SlotSet ALL = SlotSet.ALL;

    private static volatile Breakage breakage = Breakage.NONE;

    static final class OfLedger extends LedgerConformance {
        @Override
        protected StoreFixture open() {
            return new BrokenFixture(breakage);
        }
    }

    static final class OfLeases extends LeaseStoreConformance {
        @Override
        protected StoreFixture open() {
            return new BrokenFixture(breakage);
        }
    }

    static final class OfReadModels extends ReadModelStoreConformance {
        @Override
        protected StoreFixture open() {
            return new BrokenFixture(breakage);
        }
    }

    static final class OfParked extends ParkStoreConformance {
        @Override
        protected StoreFixture open() {
            return new BrokenFixture(breakage);
        }
    }

    static final class OfFeed extends EventFeedConformance {
        @Override
        protected StoreFixture open() {
            return new BrokenFixture(breakage);
        }
    }

    static final class OfSources extends SourceStreamConformance {
        @Override
        protected StoreFixture open() {
            return new BrokenFixture(breakage);
        }
    }

    static final class OfEvents extends EventStoreConformance {
        @Override
        protected StoreFixture open() {
            return new BrokenFixture(breakage);
        }
    }

    static final class OfWakeups extends WakeupsConformance {
        @Override
        protected StoreFixture open() {
            return new BrokenFixture(breakage);
        }
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource({"ledgers", "leases", "readModels", "parkStores", "feeds", "sources", "eventStores", "wakeups"})
    void brokenPromise_failsItsRule(
            Class<? extends StoreConformance> suite, String what, String rule, Breakage broken) {
        breakage = Breakage.NONE;
        TestExecutionSummary sound = run(suite, rule);
        assertThat(sound.getTestsSucceededCount()).as("sound store at %s", rule).isEqualTo(1);
        breakage = broken;
        assertThat(run(suite, rule).getTestsFailedCount())
                .as("%s: %s must fail", what, rule)
                .isEqualTo(1);
    }

    private static TestExecutionSummary run(Class<?> suite, String rule) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectMethod(suite, rule))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }

    static Stream<Arguments> ledgers() {
        return Stream.of(
                ledger(
                        "a taken position is said to be free",
                        "append_isOccupied_whereAnEntryBegins",
                        "append",
                        (stores, sound, args) -> {
                            sound.append(arg(args, 0), arg(args, 1));
                            return AppendOutcome.APPENDED;
                        }),
                ledger("the token is lost", "end_resumesBehindTheLastEntry", "append", (stores, sound, args) -> {
                    Entry entry = arg(args, 1);
                    Entry bare = new Entry(entry.first(), entry.pointers(), null, entry.committedAt());
                    return sound.append(arg(args, 0), bare);
                }),
                ledger("a late token counts", "cover_doesNothing_whenItComesLate", "cover", (stores, sound, args) -> {
                    sound.cover(arg(args, 0), sound.end(arg(args, 0)).last(), arg(args, 2), arg(args, 3));
                    return Breakage.NONE;
                }),
                ledger(
                        "an entry is passed over from its middle",
                        "read_returnsTheEntriesThatHoldLaterPositions",
                        "read",
                        (stores, sound, args) ->
                                sound.read(arg(args, 0), arg(args, 1), BrokenStoreTest.<Integer>arg(args, 2)).stream()
                                        .filter(entry -> BrokenStoreTest.<Position>arg(args, 1)
                                                .isBefore(entry.first()))
                                        .toList()),
                ledger(
                        "entries come in another order",
                        "read_returnsManyEntries_inOrder_andNoMoreThanWanted",
                        "read",
                        (stores, sound, args) -> sound.read(
                                        arg(args, 0), arg(args, 1), BrokenStoreTest.<Integer>arg(args, 2))
                                .reversed()));
    }

    private static Arguments ledger(String what, String rule, String method, Fault<Ledger> fault) {
        return arguments(OfLedger.class, what, rule, Breakage.of(Ledger.class, method, fault));
    }

    static Stream<Arguments> leases() {
        return Stream.of(
                lease(
                        "a claim asks for no observation",
                        "claim_growsTheEpoch_andIsRefusedWithAnOldObservation",
                        "claim",
                        (stores, sound, args) -> sound.claim(arg(args, 0), asStored(sound, arg(args, 1)))),
                lease(
                        "a claim says more than it got",
                        "claim_takesWhatItCan_andReturnsIt",
                        "claim",
                        (stores, sound, args) -> {
                            sound.claim(arg(args, 0), arg(args, 1));
                            return arg(args, 1);
                        }),
                lease(
                        "a release asks for no epoch",
                        "release_passesOver_whatIsNotTheCallers",
                        "release",
                        (stores, sound, args) -> {
                            sound.release(arg(args, 0), withStoredEpochs(sound, arg(args, 1)));
                            return Breakage.NONE;
                        }),
                lease(
                        "a role is given to everybody",
                        "role_isTaken_byOneForEachEpoch",
                        "take",
                        (stores, sound, args) ->
                                sound.take(arg(args, 0), sound.observe().holderOf(arg(args, 0)), arg(args, 2))),
                lease(
                        "an assignment replaces any other",
                        "assignment_isReplaced_onlyByItsSuccessor",
                        "publish",
                        (stores, sound, args) -> {
                            Assignment next = arg(args, 0);
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
                                sound.register(arg(args, 0));
                            } catch (ConfigurationException e) {
                                return e;
                            }
                            return Breakage.NONE;
                        }));
    }

    private static Arguments lease(String what, String rule, String method, Fault<LeaseStore> fault) {
        return arguments(OfLeases.class, what, rule, Breakage.of(LeaseStore.class, method, fault));
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
                        OfReadModels.class,
                        (stores, commit) -> new Commit(
                                commit.projection(),
                                withStoredEpochs(stores.leases(), commit.checkpoints()),
                                commit.documents(),
                                commit.writes(),
                                commit.parked())),
                commit(
                        "a commit asks for no position",
                        "claimAtTheTimeOfACommit_eitherSeesIt_orFencesIt",
                        OfReadModels.class,
                        (stores, commit) -> new Commit(
                                commit.projection(), List.of(), commit.documents(), commit.writes(), commit.parked())),
                commit(
                        "only the first partition is fenced",
                        "commit_changesNothing_whenOneOfSeveralPartitionsIsLost",
                        OfReadModels.class,
                        (stores, commit) -> new Commit(
                                commit.projection(),
                                commit.checkpoints().subList(0, 1),
                                commit.documents(),
                                commit.writes(),
                                commit.parked())),
                commit(
                        "documents are lost",
                        "commit_storesDocumentsAndCheckpointTogether",
                        OfReadModels.class,
                        (stores, commit) -> new Commit(
                                commit.projection(),
                                commit.checkpoints(),
                                List.of(),
                                commit.writes(),
                                commit.parked())),
                commit(
                        "nothing is deleted",
                        "commit_replacesAndDeletes_documentsThatExisted",
                        OfReadModels.class,
                        (stores, commit) -> new Commit(
                                commit.projection(),
                                commit.checkpoints(),
                                commit.documents().stream()
                                        .filter(change -> change.after() != null)
                                        .toList(),
                                commit.writes(),
                                commit.parked())),
                commit(
                        "nothing is parked",
                        "key_isParked_withItsQueueInOrder",
                        OfParked.class,
                        (stores, commit) -> new Commit(
                                commit.projection(),
                                commit.checkpoints(),
                                commit.documents(),
                                commit.writes(),
                                List.of())),
                commit(
                        "changes of parked keys are mixed up",
                        "changes_takeEffect_inTheirOrder",
                        OfParked.class,
                        (stores, commit) -> new Commit(
                                commit.projection(),
                                commit.checkpoints(),
                                commit.documents(),
                                commit.writes(),
                                commit.parked().reversed())),
                arguments(
                        OfReadModels.class,
                        "a fenced commit is said to have happened",
                        "commit_repeated_changesNothing",
                        Breakage.of(ReadModelStore.class, "commit", (stores, sound, args) -> {
                            sound.commit(arg(args, 0));
                            return new CommitOutcome.Committed();
                        })));
    }

    private interface CommitChange {
        Commit apply(InMemoryStores stores, Commit commit);
    }

    private static Arguments commit(String what, String rule, Class<?> suite, CommitChange change) {
        Fault<ReadModelStore> fault = (stores, sound, args) -> sound.commit(change.apply(stores, arg(args, 0)));
        return arguments(suite, what, rule, Breakage.of(ReadModelStore.class, "commit", fault));
    }

    static Stream<Arguments> parkStores() {
        return Stream.of(
                park(
                        "a queue is given backwards",
                        "longQueue_isGivenInOrder_andInPieces",
                        "queue",
                        (stores, sound, args) -> sound.queue(arg(args, 0), arg(args, 1), Integer.MAX_VALUE)
                                .reversed()),
                park(
                        "a queue is given whole",
                        "key_isParked_withItsQueueInOrder",
                        "queue",
                        (stores, sound, args) -> sound.queue(arg(args, 0), arg(args, 1), Integer.MAX_VALUE)),
                park(
                        "keys of all projections are one",
                        "parkedKeys_areApart_whateverTheirNames_andTheirProjections",
                        "queue",
                        (stores, sound, args) -> {
                            List<ParkedEvent> all = new ArrayList<>();
                            for (String name : List.of("counters", "others")) {
                                all.addAll(sound.queue(
                                        new dev.leat.partition.ProjectionId(name, 1),
                                        BrokenStoreTest.<Key>arg(args, 1),
                                        100));
                            }
                            return all;
                        }),
                park(
                        "a request is always said to be taken",
                        "request_isRefused_forAKeyThatFlows",
                        "requestRetry",
                        (stores, sound, args) -> true),
                park(
                        "a request is forgotten",
                        "request_isSeen_andClearedByTheNextPark",
                        "requestRetry",
                        (stores, sound, args) -> !sound.parked(
                                        BrokenStoreTest.<dev.leat.partition.ProjectionId>arg(args, 0))
                                .isEmpty()));
    }

    private static Arguments park(String what, String rule, String method, Fault<ParkStore> fault) {
        return arguments(OfParked.class, what, rule, Breakage.of(ParkStore.class, method, fault));
    }

    static Stream<Arguments> feeds() {
        return Stream.of(
                feed("the bound is overlooked", "read_stops_atTheBound", read(args -> {
                    args[2] = Position.MAX;
                    return args;
                })),
                feed("slots are overlooked", "read_passesOver_otherSlots", read(args -> {
                    args[3] = ALL;
                    return args;
                })),
                feed("one too many is given", "read_givesNoMore_thanWanted", read(args -> {
                    args[4] = (Integer) args[4] + 1;
                    return args;
                })),
                feed(
                        "unreadable events are dropped",
                        "unreadableEvent_isGiven_withItsReason",
                        (stores, sound, args) -> {
                            Slice slice = read(sound, args);
                            return new Slice(
                                    slice.items().stream()
                                            .filter(item -> !(item instanceof UnreadableEvent))
                                            .toList(),
                                    slice.through(),
                                    slice.more());
                        }),
                arguments(
                        OfFeed.class,
                        "fetched events come in the order of the ledger",
                        "fetch_ofNoPositions_isEmpty_andOneMayComeTwice",
                        Breakage.<EventFeed>of(EventFeed.class, "fetch", (stores, sound, args) -> {
                            List<Position> positions = new ArrayList<>(BrokenStoreTest.<List<Position>>arg(args, 1));
                            positions.sort(null);
                            return sound.fetch(arg(args, 0), positions);
                        })));
    }

    private static Fault<EventFeed> read(UnaryOperator<Object[]> change) {
        return (stores, sound, args) -> read(sound, change.apply(Arrays.copyOf(args, args.length)));
    }

    private static Slice read(EventFeed feed, Object[] args) {
        return feed.read(arg(args, 0), arg(args, 1), arg(args, 2), arg(args, 3), BrokenStoreTest.<Integer>arg(args, 4));
    }

    private static Arguments feed(String what, String rule, Fault<EventFeed> fault) {
        return arguments(OfFeed.class, what, rule, Breakage.of(EventFeed.class, "read", fault));
    }

    static Stream<Arguments> sources() {
        return Stream.of(
                source(
                        "a token is not asked",
                        "token_ofAnOpening_leadsBackToIt",
                        "openAfter",
                        (stores, sound, args) ->
                                new Opened.Ready(sound.openNow(arg(args, 0)).cursor())),
                source(
                        "a loss of history is kept quiet",
                        "historyIsLost_forAForgottenToken_atOpeningOrAtTheFirstPoll",
                        "openAfter",
                        (stores, sound, args) ->
                                new Opened.Ready(sound.openNow(arg(args, 0)).cursor())),
                source(
                        "the scan sees nothing",
                        "scan_showsWhatThereIs_inRunsOfTheWantedSize",
                        "scan",
                        (stores, sound, args) -> sound.scan(dev.leat.ledger.SourceId.of("elsewhere"))),
                source(
                        "sources are mixed up",
                        "stream_showsNothing_ofAnotherSource",
                        "openNow",
                        (stores, sound, args) -> sound.openNow(dev.leat.ledger.SourceId.of("events"))));
    }

    private static Arguments source(String what, String rule, String method, Fault<SourceStream> fault) {
        return arguments(OfSources.class, what, rule, Breakage.of(SourceStream.class, method, fault));
    }

    static Stream<Arguments> eventStores() {
        return Stream.of(
                events(
                        "the expected version is overlooked",
                        "append_conflictsAndWritesNothing_whenTheStreamIsNotWhereTheWriterBelieves",
                        (stores, sound, args) -> sound.append(arg(args, 0), ExpectedVersion.any(), arg(args, 2))),
                events(
                        "the expected version is read before",
                        "append_succeedsOnce_forWritersThatExpectOneVersionAtOnce",
                        (stores, sound, args) -> sound.append(arg(args, 0), ExpectedVersion.any(), arg(args, 2))),
                events(
                        "ids are not kept",
                        "appendRepeated_isDoneOnce_andTellsTheVersionsOfTheFirst",
                        (stores, sound, args) -> {
                            List<NewEvent> renamed = BrokenStoreTest.<List<NewEvent>>arg(args, 2).stream()
                                    .map(event -> event.withId(EventId.of(UUID.randomUUID())))
                                    .toList();
                            return sound.append(arg(args, 0), arg(args, 1), renamed);
                        }),
                events(
                        "events are appended one by one",
                        "append_isRefusedAndWritesNothing_whenItRepeatsOthersInPart",
                        (stores, sound, args) -> {
                            Object last = Breakage.NONE;
                            for (NewEvent event : BrokenStoreTest.<List<NewEvent>>arg(args, 2)) {
                                last = sound.append(arg(args, 0), arg(args, 1), List.of(event));
                            }
                            return last;
                        }));
    }

    private static Arguments events(String what, String rule, Fault<EventStore> fault) {
        return arguments(OfEvents.class, what, rule, Breakage.of(EventStore.class, "append", fault));
    }

    static Stream<Arguments> wakeups() {
        return Stream.of(arguments(
                OfWakeups.class,
                "a closed subscription goes on",
                "subscription_hearsNothing_onceItIsClosed_andLeavesTheOthersBe",
                Breakage.<Wakeups>of(Wakeups.class, "listen", (stores, sound, args) -> {
                    Subscription kept = sound.listen(BrokenStoreTest.<Consumer<Wakeups.Wakeup>>arg(args, 0));
                    return (Subscription) () -> Objects.requireNonNull(kept);
                })));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T arg(Object[] args, int index) {
        return (T) args[index];
    }
}
