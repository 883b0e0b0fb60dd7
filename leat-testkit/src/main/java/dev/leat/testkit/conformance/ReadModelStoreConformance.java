package dev.leat.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.readmodel.CommitOutcome;
import dev.leat.readmodel.DocumentChange;
import dev.leat.readmodel.ReadModelStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What a {@link ReadModelStore} must keep. Which documents a store refuses is its own affair. */
public abstract class ReadModelStoreConformance extends StoreConformance {

    private static final Key A = Key.of("a");
    private static final Key B = Key.of("b");
    private static final int MANY = 24;

    private Map<Key, Counter> load(Projection<Counter> projection) {
        return stores().readModels().load(projection, List.of(A, B, Key.of("none")));
    }

    private static DocumentChange made(Key key, long count) {
        return new DocumentChange(key, false, new Counter(count, "e" + count));
    }

    @Test
    public void load_leavesOut_keysWithoutDocument() {
        assertEquals(Map.of(), load(registered("counters")));
    }

    @Test
    public void commit_storesDocumentsAndCheckpointTogether() {
        Projection<Counter> projection = registered("counters");
        Ownership mine = claimed(ONE, projection, 0);
        assertCommitted(commit(projection, List.of(move(mine, 7, 5)), List.of(made(A, 1), made(B, 2)), List.of()));
        assertEquals(Map.of(A, new Counter(1, "e1"), B, new Counter(2, "e2")), load(projection));
        assertEquals(
                new Ownership(mine.partition(), ONE, mine.epoch(), Position.of(7), 1, 5),
                timeless(stored(projection, 0)));
    }

    @Test
    public void commit_replacesAndDeletes_documentsThatExisted() {
        Projection<Counter> projection = registered("counters");
        Ownership mine = claimed(ONE, projection, 0);
        assertCommitted(commit(projection, List.of(move(mine, 1, 2)), List.of(made(A, 1), made(B, 1)), List.of()));
        List<DocumentChange> changes =
                List.of(new DocumentChange(A, true, new Counter(2, "e2")), new DocumentChange(B, true, null));
        assertCommitted(commit(projection, List.of(move(stored(projection, 0), 3, 2)), changes, List.of()));
        assertEquals(Map.of(A, new Counter(2, "e2")), load(projection));
    }

    @Test
    public void commit_changesNothing_underAnOldEpoch() {
        Projection<Counter> projection = registered("counters");
        Ownership old = claimed(ONE, projection, 0);
        Ownership present = claimed(TWO, projection, 0);
        assertFenced(commit(projection, List.of(move(old, 7, 1)), List.of(made(A, 1)), List.of()));
        assertEquals(Map.of(), load(projection));
        assertEquals(present, stored(projection, 0));
    }

    @Test
    public void commit_changesNothing_fromAnotherPosition() {
        Projection<Counter> projection = registered("counters");
        Ownership mine = claimed(ONE, projection, 0);
        assertCommitted(commit(projection, List.of(move(mine, 7, 1)), List.of(made(A, 1)), List.of()));
        assertFenced(commit(projection, List.of(move(mine, 9, 1)), List.of(made(B, 1)), List.of()));
        assertEquals(Map.of(A, new Counter(1, "e1")), load(projection));
        assertEquals(Position.of(7), stored(projection, 0).checkpoint());
    }

    @Test
    public void commit_changesNothing_whenOneOfSeveralPartitionsIsLost() {
        Projection<Counter> projection = registered("counters");
        Ownership kept = claimed(ONE, projection, 0);
        Ownership lost = claimed(ONE, projection, 1);
        claimed(TWO, projection, 1);
        assertFenced(commit(projection, List.of(move(kept, 7, 1), move(lost, 7, 1)), List.of(made(A, 1)), List.of()));
        assertEquals(Map.of(), load(projection));
        assertEquals(kept, stored(projection, 0));
    }

    @Test
    public void commitOfCheckpointsAlone_leavesTheOneThatIsLost() {
        Projection<Counter> projection = registered("counters");
        Ownership kept = claimed(ONE, projection, 0);
        Ownership lost = claimed(ONE, projection, 1);
        Ownership present = claimed(TWO, projection, 1);
        assertFenced(commit(projection, List.of(move(kept, 7, 0), move(lost, 7, 0)), List.of(), List.of()));
        assertEquals(present, stored(projection, 1));
        Position checkpoint = stored(projection, 0).checkpoint();
        assertTrue(checkpoint.equals(Position.START) || checkpoint.equals(Position.of(7)), "moved or not");
    }

    @Test
    public void commit_isFencedByItsEpoch_whenTheCheckpointStays() {
        Projection<Counter> projection = registered("counters");
        Ownership mine = claimed(ONE, projection, 0);
        assertCommitted(commit(projection, List.of(move(mine, 0, 1)), List.of(made(A, 1)), List.of()));
        claimed(TWO, projection, 0);
        List<DocumentChange> again = List.of(new DocumentChange(A, true, new Counter(9, "zombie")));
        assertFenced(commit(projection, List.of(move(mine, 0, 1)), again, List.of()));
        assertEquals(Map.of(A, new Counter(1, "e1")), load(projection));
    }

    @Test
    public void commit_takesEffectOnce_forCommitsFromOnePositionAtOnce() throws Exception {
        Projection<Counter> projection = registered("counters");
        Ownership mine = claimed(ONE, projection, 0);
        List<Callable<CommitOutcome>> commits = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            Key key = Key.of("k" + i);
            commits.add(() -> commit(projection, List.of(move(mine, 5, 1)), List.of(made(key, 1)), List.of()));
        }
        long committed = atOnce(commits).stream()
                .filter(outcome -> outcome instanceof CommitOutcome.Committed)
                .count();
        assertEquals(1, committed);
        List<Key> keys = List.of(Key.of("k1"), Key.of("k2"), Key.of("k3"), Key.of("k4"));
        assertEquals(1, stores().readModels().load(projection, keys).size());
        assertEquals(1, stored(projection, 0).commits());
    }

    /** However a store carries out what comes at the same time: the one that is fenced takes no other with it. */
    @Test
    public void commitsOfManyProjectionsAtOnce_standEachForItself() throws Exception {
        List<Callable<CommitOutcome>> commits = new ArrayList<>();
        List<Projection<Counter>> projections = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Projection<Counter> projection = registered("counters-" + i);
            projections.add(projection);
            Ownership mine = claimed(ONE, projection, 0);
            if (isFenced(i)) {
                claimed(TWO, projection, 0);
            }
            List<DocumentChange> documents = i % 3 == 0 ? List.of() : List.of(made(A, i));
            commits.add(() -> commit(projection, List.of(move(mine, 7, 1)), documents, List.of()));
        }
        List<CommitOutcome> outcomes = atOnce(commits);
        for (int i = 0; i < MANY; i++) {
            Projection<Counter> projection = projections.get(i);
            Ownership stored = stored(projection, 0);
            boolean writes = i % 3 != 0 && !isFenced(i);
            assertEquals(writes ? Map.of(A, new Counter(i, "e" + i)) : Map.of(), load(projection));
            assertEquals(isFenced(i) ? Position.START : Position.of(7), stored.checkpoint());
            assertEquals(isFenced(i) ? 0 : 1, stored.commits());
            if (isFenced(i)) {
                assertFenced(outcomes.get(i));
            } else if (writes) {
                assertCommitted(outcomes.get(i));
            }
        }
    }

    private static boolean isFenced(int i) {
        return i % 8 == 5;
    }

    @Test
    public void readModels_areApart() {
        Projection<Counter> counters = registered("counters");
        Projection<Counter> others = registered("others");
        Ownership mine = claimed(ONE, counters, 0);
        assertCommitted(commit(counters, List.of(move(mine, 1, 1)), List.of(made(A, 1)), List.of()));
        assertEquals(Map.of(), load(others));
    }

    @Test
    public void load_ofNoKeys_isEmpty() {
        assertEquals(Map.of(), stores().readModels().load(registered("counters"), List.of()));
    }

    @Test
    public void commit_movesTheCheckpoint_withoutDocuments() {
        Projection<Counter> projection = registered("counters");
        Ownership mine = claimed(ONE, projection, 0);
        assertCommitted(commit(projection, List.of(move(mine, 7, 0)), List.of(), List.of()));
        assertEquals(
                new Ownership(mine.partition(), ONE, mine.epoch(), Position.of(7), 1, 0),
                timeless(stored(projection, 0)));
    }

    @Test
    public void commit_repeated_changesNothing() {
        Projection<Counter> projection = registered("counters");
        Ownership mine = claimed(ONE, projection, 0);
        assertCommitted(commit(projection, List.of(move(mine, 7, 1)), List.of(made(A, 1)), List.of()));
        Ownership after = stored(projection, 0);
        assertFenced(commit(projection, List.of(move(mine, 7, 1)), List.of(made(A, 2), made(B, 1)), List.of()));
        assertEquals(Map.of(A, new Counter(1, "e1")), load(projection));
        assertEquals(after, stored(projection, 0));
    }

    @Test
    public void commit_takesManyDocuments_andSeveralPartitions() {
        Projection<Counter> projection = registered("counters");
        List<CheckpointMove> moves = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            moves.add(move(claimed(ONE, projection, i), 2_000, 500));
        }
        List<DocumentChange> changes = new ArrayList<>();
        Map<Key, Counter> wanted = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            changes.add(made(Key.of("key " + i), i));
            wanted.put(Key.of("key " + i), new Counter(i, "e" + i));
        }
        assertCommitted(commit(projection, moves, changes, List.of()));
        assertEquals(wanted, stores().readModels().load(projection, wanted.keySet()));
        for (int i = 0; i < 4; i++) {
            assertEquals(Position.of(2_000), stored(projection, i).checkpoint());
        }
    }

    @Test
    public void documents_areApart_whateverTheirKeys() {
        Projection<Counter> projection = registered("counters");
        Ownership mine = claimed(ONE, projection, 0);
        Map<Key, Counter> wanted = new HashMap<>();
        List<DocumentChange> changes = new ArrayList<>();
        for (String text : List.of(
                "a",
                "A",
                " ",
                "a ",
                "ä",
                "a\u0308",
                "größe/ : $x.y",
                "日本 🚀",
                "$set",
                "a.b",
                "a\u0000b",
                "null",
                "1",
                "x".repeat(Key.MAX_LENGTH))) {
            Key key = Key.of(text);
            changes.add(new DocumentChange(key, false, new Counter(changes.size(), text)));
            wanted.put(key, new Counter(changes.size() - 1L, text));
        }
        assertCommitted(commit(projection, List.of(move(mine, 1, 1)), changes, List.of()));
        assertEquals(wanted, stores().readModels().load(projection, wanted.keySet()));
    }

    /** Whatever comes first: the claim knows the position of the last commit, and no commit comes behind the claim. */
    @Test
    public void claimAtTheTimeOfACommit_eitherSeesIt_orFencesIt() throws Exception {
        Projection<Counter> projection = registered("counters");
        for (int i = 0; i < 4; i++) {
            Ownership mine = claimed(ONE, projection, i);
            Key key = Key.of("key " + i);
            List<Object> results = atOnce(List.of(
                    () -> commit(projection, List.of(move(mine, 5, 1)), List.of(made(key, 1)), List.of()),
                    () -> stores().leases().claim(TWO, List.of(mine))));
            boolean committed = results.getFirst() instanceof CommitOutcome.Committed;
            Ownership claimed = (Ownership) ((List<?>) results.get(1)).getFirst();
            assertEquals(Position.of(committed ? 5 : 0), claimed.checkpoint());
            assertEquals(claimed, stored(projection, i));
            assertEquals(
                    committed ? Map.of(key, new Counter(1, "e1")) : Map.of(),
                    stores().readModels().load(projection, List.of(key)));
        }
    }
}
