package dev.leat.chaos.replica;

import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.CommitOutcome;
import dev.leat.readmodel.ReadModelStore;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;

/** Read models with an ambush before and after each commit that changes documents. Thread-safe. */
final class HookedReadModels implements ReadModelStore {

    private final ReadModelStore readModels;
    private final Ambush ambush;
    private final Consumer<Report> out;

    HookedReadModels(ReadModelStore readModels, Ambush ambush, Consumer<Report> out) {
        this.readModels = readModels;
        this.ambush = ambush;
        this.out = out;
    }

    @Override
    public void check(Projection<?> projection) {
        readModels.check(projection);
    }

    @Override
    public <D> Map<Key, D> load(Projection<D> projection, Collection<Key> keys) {
        return readModels.load(projection, keys);
    }

    @Override
    public CommitOutcome commit(Commit commit) {
        boolean changes = !commit.documents().isEmpty();
        if (changes) {
            ambush.reach(Point.BEFORE_COMMIT);
        }
        CommitOutcome outcome = readModels.commit(commit);
        switch (outcome) {
            case CommitOutcome.Committed ignored -> {
                if (changes) {
                    ambush.reach(Point.AFTER_COMMIT);
                }
            }
            case CommitOutcome.Fenced ignored ->
                out.accept(
                        new Report(Report.Kind.FENCED, commit.projection().id().toString()));
            case CommitOutcome.Refused ignored -> {}
        }
        return outcome;
    }
}
