package dev.leat.projection;

import dev.leat.event.Event;
import dev.leat.event.EventType;
import dev.leat.ledger.SourceId;
import dev.leat.partition.Partitioning;
import dev.leat.partition.ProjectionId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A pure fold of one source's events into the documents of one read model. Immutable and thread-safe if its functions
 * are.
 *
 * @param <D> document type
 */
public final class Projection<D> {

    private final ProjectionId id;
    private final @Nullable SourceId source;
    private final String collection;
    private final @Nullable String view;
    private final Class<D> documentType;
    private final Partitioning partitioning;
    private final Keying keying;
    private final Supplier<? extends D> initial;
    private final Map<Class<?>, Fold<D, Object>> byClass;
    private final Map<EventType, Fold<D, Object>> byType;
    private final @Nullable Fold<D, Object> otherwise;
    private final @Nullable Writing writing;

    Projection(ProjectionBuilder<D> builder, Supplier<? extends D> initial) {
        this.id = builder.id();
        this.source = builder.source;
        this.collection = builder.collection;
        this.view = builder.view;
        this.documentType = builder.documentType;
        this.partitioning = builder.partitioning;
        this.keying = builder.keying;
        this.initial = initial;
        this.byClass = Map.copyOf(builder.byClass);
        this.byType = Map.copyOf(builder.byType);
        this.otherwise = builder.otherwise;
        this.writing = builder.writing;
    }

    /** Starts a projection with version 1, keyed by stream. */
    public static Named named(String name) {
        return new Named(new ProjectionId(name, 1));
    }

    public ProjectionId id() {
        return id;
    }

    /** The source whose events it folds; null means {@link SourceId#DEFAULT}. */
    public @Nullable SourceId source() {
        return source;
    }

    /** The source whose events it folds, named or not. */
    public SourceId sourceOrDefault() {
        return source != null ? source : SourceId.DEFAULT;
    }

    /** The read model's collection. */
    public String collection() {
        return collection;
    }

    /** The view by which readers find the live version; null when there is none. */
    public @Nullable String view() {
        return view;
    }

    public Class<D> documentType() {
        return documentType;
    }

    public Partitioning partitioning() {
        return partitioning;
    }

    public Keying keying() {
        return keying;
    }

    /** The document that the first event of a key starts from. */
    public D initial() {
        return initial.get();
    }

    /** Whether this projection does anything with such an event. */
    public boolean handles(Event event) {
        return writing != null || foldFor(event) != null;
    }

    /**
     * The keys of an event.
     *
     * @return without doubles, in a stable order
     */
    public Collection<Key> keysOf(Event event) {
        return switch (keying) {
            case Keying.ByStream ignored -> List.of(Key.of(event.stream().value()));
            case Keying.ByContent byContent -> withoutDoubles(byContent.keys().apply(event));
        };
    }

    private static Collection<Key> withoutDoubles(Collection<Key> keys) {
        return keys.size() < 2 ? List.copyOf(keys) : keys.stream().distinct().toList();
    }

    /**
     * Folds one event.
     *
     * @return the document after it; null when there is none any more
     */
    public @Nullable D fold(D before, Event event) throws Exception {
        Fold<D, Object> fold = foldFor(event);
        return fold == null ? before : fold.apply(before, event.data(), event);
    }

    /** True when {@link #fold} may change a document for such an event. */
    public boolean folds(Event event) {
        return foldFor(event) != null;
    }

    /** Whether it has hand-written updates, of which nobody but the store knows the outcome. */
    public boolean writes() {
        return writing != null;
    }

    /** The hand-written updates for an event, empty when the projection has none. */
    public List<ReadModelWrite> writesFor(Key key, Event event) throws Exception {
        return writing == null ? List.of() : List.copyOf(writing.writes(key, event));
    }

    private @Nullable Fold<D, Object> foldFor(Event event) {
        Fold<D, Object> fold = byClass.get(event.data().getClass());
        if (fold == null) {
            fold = byType.get(event.type());
        }
        return fold != null ? fold : otherwise;
    }

    @Override
    public String toString() {
        return "projection " + id;
    }

    /** A projection that has a name and needs a collection. */
    public static final class Named {

        private final ProjectionId id;

        Named(ProjectionId id) {
            this.id = id;
        }

        /** Sets the version; a new version builds from position 1 into a collection of its own. */
        public Named version(int version) {
            return new Named(new ProjectionId(id.name(), version));
        }

        /**
         * Names the read model.
         *
         * @param collection written by this projection alone
         * @param documentType a record, or the store's raw document
         */
        public <D> ProjectionBuilder<D> into(String collection, Class<D> documentType) {
            return new ProjectionBuilder<>(id, collection, documentType);
        }
    }
}
