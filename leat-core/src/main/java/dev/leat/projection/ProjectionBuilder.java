package dev.leat.projection;

import dev.leat.event.Event;
import dev.leat.event.EventType;
import dev.leat.failure.ConfigurationException;
import dev.leat.ledger.SourceId;
import dev.leat.partition.Partitioning;
import dev.leat.partition.ProjectionId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Projection}. Not thread-safe. Setting an option twice is refused; of {@link #partitions} the last
 * counts.
 *
 * @param <D> document type
 */
public final class ProjectionBuilder<D> {

    private final ProjectionId id;
    final String collection;
    final Class<D> documentType;
    final Map<Class<?>, Fold<D, Object>> byClass = new LinkedHashMap<>();
    final Map<EventType, Fold<D, Object>> byType = new LinkedHashMap<>();

    @Nullable SourceId source;

    @Nullable String view;

    Partitioning partitioning = new Partitioning(Partitioning.DEFAULT_COUNT);
    Keying keying = new Keying.ByStream();

    @Nullable Fold<D, Object> otherwise;

    @Nullable Writing writing;

    private @Nullable Supplier<? extends D> initial;

    ProjectionBuilder(ProjectionId id, String collection, Class<D> documentType) {
        if (collection.isBlank()) {
            throw new ConfigurationException("Projection " + id + " has a blank collection name. Name its read model.");
        }
        this.id = id;
        this.collection = collection;
        this.documentType = documentType;
    }

    ProjectionId id() {
        return id;
    }

    /** Names the source. Default: {@link SourceId#DEFAULT}. */
    public ProjectionBuilder<D> from(SourceId newSource) {
        refuseSecond("from", source);
        source = newSource;
        return this;
    }

    /**
     * Names the view by which readers find the read model of whichever version is live. It is made at the first start, is
     * the same for all versions of the projection, and no collection may have its name.
     */
    public ProjectionBuilder<D> shownAs(String newView) {
        refuseSecond("shownAs", view);
        if (newView.isBlank() || newView.equals(collection)) {
            throw new ConfigurationException("Projection " + id + " is shown as '" + newView
                    + "', which is blank or its collection's own name. Name the view differently.");
        }
        view = newView;
        return this;
    }

    /**
     * Sets how many replicas can share the work at most; fixed for the life of this version.
     *
     * @param count default {@value Partitioning#DEFAULT_COUNT}
     */
    public ProjectionBuilder<D> partitions(int count) {
        partitioning = new Partitioning(count);
        return this;
    }

    /** Keys documents by the event's content. An event without a key is passed over. */
    public ProjectionBuilder<D> keyedBy(Function<? super Event, Optional<Key>> key) {
        return keyedByAll(event -> key.apply(event).map(List::of).orElseGet(List::of));
    }

    /** Keys documents by the event's content, several documents for one event. */
    public ProjectionBuilder<D> keyedByAll(Function<? super Event, ? extends Collection<Key>> keys) {
        refuseSecond("keyedBy", keying instanceof Keying.ByContent ? keying : null);
        keying = new Keying.ByContent(keys);
        return this;
    }

    /** Sets the document that the first event of a key starts from, for immutable documents. */
    public ProjectionBuilder<D> startingWith(D document) {
        return startingFrom(() -> document);
    }

    /** Sets what makes the document that the first event of a key starts from. */
    public ProjectionBuilder<D> startingFrom(Supplier<? extends D> document) {
        refuseSecond("startingWith", initial);
        initial = document;
        return this;
    }

    /** Folds events whose data is of a class, exactly. */
    public <E> ProjectionBuilder<D> on(Class<E> eventClass, Fold<D, E> fold) {
        refuseSecond("on(" + eventClass.getSimpleName() + ")", byClass.get(eventClass));
        byClass.put(eventClass, (document, data, event) -> fold.apply(document, eventClass.cast(data), event));
        return this;
    }

    /** Folds events of a type name, whatever their data is. */
    public ProjectionBuilder<D> on(EventType type, Fold<D, Object> fold) {
        refuseSecond("on(" + type + ")", byType.get(type));
        byType.put(type, fold);
        return this;
    }

    /** Folds events for which there is no other fold. */
    public ProjectionBuilder<D> onAny(Fold<D, Object> fold) {
        refuseSecond("onAny", otherwise);
        otherwise = fold;
        return this;
    }

    /** Adds hand-written updates inside the same transaction. */
    public ProjectionBuilder<D> writing(Writing newWriting) {
        refuseSecond("writing", writing);
        writing = newWriting;
        return this;
    }

    /**
     * Builds the projection.
     *
     * @throws ConfigurationException when it has no fold, or a fold and no initial document
     */
    public Projection<D> build() {
        boolean folds = !byClass.isEmpty() || !byType.isEmpty() || otherwise != null;
        if (!folds && writing == null) {
            throw new ConfigurationException(
                    "Projection " + id + " handles no event. Add on(...), onAny(...) or writing(...).");
        }
        Supplier<? extends D> start = initial;
        if (start == null) {
            if (folds) {
                throw new ConfigurationException(
                        "Projection " + id + " has no initial document. Add startingWith(...).");
            }
            start = () -> {
                throw new IllegalStateException("Projection " + id + " has no fold and so no document.");
            };
        }
        return new Projection<>(this, start);
    }

    private void refuseSecond(String option, @Nullable Object present) {
        if (present != null) {
            throw new ConfigurationException(
                    "Option " + option + " of projection " + id + " is set twice. Set it once.");
        }
    }
}
