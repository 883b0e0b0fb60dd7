package dev.leat;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.config.LeatConfig;
import dev.leat.event.EventType;
import dev.leat.failure.ConfigurationException;
import dev.leat.ledger.SourceId;
import dev.leat.projection.Projection;
import dev.leat.projection.ProjectionBuilder;
import dev.leat.stores.LeatStores;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class LeatBuilderTest {

    private static final EventType ADDED = EventType.of("Added");

    private static LeatStores untouched() {
        return (LeatStores) Proxy.newProxyInstance(
                LeatStores.class.getClassLoader(), new Class<?>[] {LeatStores.class}, (self, method, arguments) -> {
                    throw new AssertionError("a builder touches no store");
                });
    }

    private static ProjectionBuilder<String> letters(String name, String collection) {
        return Projection.named(name)
                .into(collection, String.class)
                .startingWith("")
                .on(ADDED, (document, data, event) -> document + data);
    }

    private static void assertRefused(ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOf(ConfigurationException.class).hasMessageContainingAll(words);
    }

    @Test
    void twoProjections_ofOneName_areRefused() {
        LeatBuilder builder =
                Leat.builder(untouched()).exactlyOnce(letters("orders", "first").build());
        assertRefused(() -> builder.exactlyOnce(letters("orders", "second").build()), "orders:1", "first", "second");
    }

    @Test
    void twoProjections_ofOneCollection_areRefused() {
        LeatBuilder builder =
                Leat.builder(untouched()).exactlyOnce(letters("orders", "same").build());
        assertRefused(() -> builder.exactlyOnce(letters("sales", "same").build()), "orders:1", "sales:1", "same");
    }

    @Test
    void option_isRefused_theSecondTime() {
        LeatBuilder builder = Leat.builder(untouched()).replicaName("a").config(LeatConfig.DEFAULTS);
        assertRefused(() -> builder.replicaName("b"), "a", "b");
        assertRefused(() -> builder.properties(Map.of()), "twice");
    }

    @Test
    void build_isRefused_withoutAProjection() {
        assertRefused(() -> Leat.builder(untouched()).build(), "no projection");
    }

    @Test
    void build_touchesNoStore() {
        Leat.builder(untouched())
                .exactlyOnce(letters("orders", "orders").build())
                .build();
    }

    @Test
    void projectionOption_isRefused_theSecondTime() {
        ProjectionBuilder<String> builder = letters("orders", "orders")
                .from(SourceId.of("events"))
                .keyedBy(event -> Optional.empty())
                .onAny((document, data, event) -> document);
        assertRefused(() -> builder.from(SourceId.of("others")), "from", "orders:1", "twice");
        assertRefused(() -> builder.keyedBy(event -> Optional.empty()), "keyedBy", "twice");
        assertRefused(() -> builder.startingWith("x"), "startingWith", "twice");
        assertRefused(() -> builder.on(ADDED, (document, data, event) -> document), "on(Added)", "twice");
        assertRefused(() -> builder.onAny((document, data, event) -> document), "onAny", "twice");
    }

    @Test
    void projection_isRefused_withoutFoldOrStart() {
        assertRefused(
                () -> Projection.named("empty").into("empty", String.class).build(), "empty:1", "handles no event");
        assertRefused(
                () -> Projection.named("startless")
                        .into("startless", String.class)
                        .on(ADDED, (document, data, event) -> document)
                        .build(),
                "startless:1",
                "startingWith");
        assertRefused(() -> Projection.named("blank").into(" ", String.class), "blank:1", "collection");
    }

    @Test
    void projectionName_isRefused_withForeignCharacters() {
        assertThatThrownBy(() -> Projection.named("two words")).hasMessageContaining("two words");
        assertThatThrownBy(() -> Projection.named("orders").version(0)).hasMessageContaining("1 or more");
    }
}
