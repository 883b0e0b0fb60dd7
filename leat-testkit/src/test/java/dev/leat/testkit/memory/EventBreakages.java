package dev.leat.testkit.memory;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.leat.event.EventId;
import dev.leat.event.EventStore;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.Position;
import dev.leat.event.UnreadableEvent;
import dev.leat.ledger.Entry;
import dev.leat.ledger.EventFeed;
import dev.leat.ledger.EventFeed.Slice;
import dev.leat.ledger.Ledger;
import dev.leat.ledger.Ledger.AppendOutcome;
import dev.leat.ledger.SourceStream;
import dev.leat.ledger.SourceStream.Opened;
import dev.leat.ledger.Wakeups;
import dev.leat.ledger.Wakeups.Subscription;
import dev.leat.partition.SlotSet;
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
import org.junit.jupiter.params.provider.Arguments;

/** Ways to break what a store keeps of the events: their collection, its stream, the ledger. */
final class EventBreakages {

    private EventBreakages() {}

    static Stream<Arguments> ledgers() {
        return Stream.of(
                ledger(
                        "a taken position is said to be free",
                        "append_isOccupied_whereAnEntryBegins",
                        "append",
                        (stores, sound, args) -> {
                            sound.append(BrokenFixture.arg(args, 0), BrokenFixture.arg(args, 1));
                            return AppendOutcome.APPENDED;
                        }),
                ledger("the token is lost", "end_resumesBehindTheLastEntry", "append", (stores, sound, args) -> {
                    Entry entry = BrokenFixture.arg(args, 1);
                    Entry bare = new Entry(entry.first(), entry.pointers(), null, entry.committedAt());
                    return sound.append(BrokenFixture.arg(args, 0), bare);
                }),
                ledger("a late token counts", "cover_doesNothing_whenItComesLate", "cover", (stores, sound, args) -> {
                    sound.cover(
                            BrokenFixture.arg(args, 0),
                            sound.end(BrokenFixture.arg(args, 0)).last(),
                            BrokenFixture.arg(args, 2),
                            BrokenFixture.arg(args, 3));
                    return Breakage.NONE;
                }),
                ledger(
                        "an entry is passed over from its middle",
                        "read_returnsTheEntriesThatHoldLaterPositions",
                        "read",
                        (stores, sound, args) -> sound
                                .read(
                                        BrokenFixture.arg(args, 0),
                                        BrokenFixture.arg(args, 1),
                                        BrokenFixture.<Integer>arg(args, 2))
                                .stream()
                                .filter(entry ->
                                        BrokenFixture.<Position>arg(args, 1).isBefore(entry.first()))
                                .toList()),
                ledger(
                        "entries come in another order",
                        "read_returnsManyEntries_inOrder_andNoMoreThanWanted",
                        "read",
                        (stores, sound, args) -> sound.read(
                                        BrokenFixture.arg(args, 0),
                                        BrokenFixture.arg(args, 1),
                                        BrokenFixture.<Integer>arg(args, 2))
                                .reversed()));
    }

    private static Arguments ledger(String what, String rule, String method, Fault<Ledger> fault) {
        return arguments(BrokenStoreTest.OfLedger.class, what, rule, Breakage.of(Ledger.class, method, fault));
    }

    static Stream<Arguments> feeds() {
        return Stream.of(
                feed("the bound is overlooked", "read_stops_atTheBound", read(args -> {
                    args[2] = Position.MAX;
                    return args;
                })),
                feed("slots are overlooked", "read_passesOver_otherSlots", read(args -> {
                    args[3] = SlotSet.ALL;
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
                        BrokenStoreTest.OfFeed.class,
                        "fetched events come in the order of the ledger",
                        "fetch_ofNoPositions_isEmpty_andOneMayComeTwice",
                        Breakage.<EventFeed>of(EventFeed.class, "fetch", (stores, sound, args) -> {
                            List<Position> positions = new ArrayList<>(BrokenFixture.<List<Position>>arg(args, 1));
                            positions.sort(null);
                            return sound.fetch(BrokenFixture.arg(args, 0), positions);
                        })));
    }

    private static Fault<EventFeed> read(UnaryOperator<Object[]> change) {
        return (stores, sound, args) -> read(sound, change.apply(Arrays.copyOf(args, args.length)));
    }

    private static Slice read(EventFeed feed, Object[] args) {
        return feed.read(
                BrokenFixture.arg(args, 0),
                BrokenFixture.arg(args, 1),
                BrokenFixture.arg(args, 2),
                BrokenFixture.arg(args, 3),
                BrokenFixture.<Integer>arg(args, 4));
    }

    private static Arguments feed(String what, String rule, Fault<EventFeed> fault) {
        return arguments(BrokenStoreTest.OfFeed.class, what, rule, Breakage.of(EventFeed.class, "read", fault));
    }

    static Stream<Arguments> sources() {
        return Stream.of(
                source(
                        "a token is not asked",
                        "token_ofAnOpening_leadsBackToIt",
                        "openAfter",
                        (stores, sound, args) -> new Opened.Ready(
                                sound.openNow(BrokenFixture.arg(args, 0)).cursor())),
                source(
                        "a loss of history is kept quiet",
                        "historyIsLost_forAForgottenToken_atOpeningOrAtTheFirstPoll",
                        "openAfter",
                        (stores, sound, args) -> new Opened.Ready(
                                sound.openNow(BrokenFixture.arg(args, 0)).cursor())),
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
        return arguments(BrokenStoreTest.OfSources.class, what, rule, Breakage.of(SourceStream.class, method, fault));
    }

    static Stream<Arguments> eventStores() {
        return Stream.of(
                events(
                        "the expected version is overlooked",
                        "append_conflictsAndWritesNothing_whenTheStreamIsNotWhereTheWriterBelieves",
                        (stores, sound, args) -> sound.append(
                                BrokenFixture.arg(args, 0), ExpectedVersion.any(), BrokenFixture.arg(args, 2))),
                events(
                        "the expected version is read before",
                        "append_succeedsOnce_forWritersThatExpectOneVersionAtOnce",
                        (stores, sound, args) -> sound.append(
                                BrokenFixture.arg(args, 0), ExpectedVersion.any(), BrokenFixture.arg(args, 2))),
                events(
                        "ids are not kept",
                        "appendRepeated_isDoneOnce_andTellsTheVersionsOfTheFirst",
                        (stores, sound, args) -> {
                            List<NewEvent> renamed = BrokenFixture.<List<NewEvent>>arg(args, 2).stream()
                                    .map(event -> event.withId(EventId.of(UUID.randomUUID())))
                                    .toList();
                            return sound.append(BrokenFixture.arg(args, 0), BrokenFixture.arg(args, 1), renamed);
                        }),
                events(
                        "events are appended one by one",
                        "append_isRefusedAndWritesNothing_whenItRepeatsOthersInPart",
                        (stores, sound, args) -> {
                            Object last = Breakage.NONE;
                            for (NewEvent event : BrokenFixture.<List<NewEvent>>arg(args, 2)) {
                                last = sound.append(
                                        BrokenFixture.arg(args, 0), BrokenFixture.arg(args, 1), List.of(event));
                            }
                            return last;
                        }));
    }

    private static Arguments events(String what, String rule, Fault<EventStore> fault) {
        return arguments(BrokenStoreTest.OfEvents.class, what, rule, Breakage.of(EventStore.class, "append", fault));
    }

    static Stream<Arguments> wakeups() {
        return Stream.of(arguments(
                BrokenStoreTest.OfWakeups.class,
                "a closed subscription goes on",
                "subscription_hearsNothing_onceItIsClosed_andLeavesTheOthersBe",
                Breakage.<Wakeups>of(Wakeups.class, "listen", (stores, sound, args) -> {
                    Subscription kept = sound.listen(BrokenFixture.<Consumer<Wakeups.Wakeup>>arg(args, 0));
                    return (Subscription) () -> Objects.requireNonNull(kept);
                })));
    }
}
