package dev.leat.testkit.memory;

import dev.leat.event.EventId;
import dev.leat.event.EventStore;
import dev.leat.event.StreamId;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import dev.leat.stores.LeatStores;
import dev.leat.testkit.conformance.StoreFixture;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** The store in memory with one method broken. */
final class BrokenFixture implements StoreFixture {

    private final InMemoryFixture sound = new InMemoryFixture();
    private final Breakage breakage;

    BrokenFixture(Breakage breakage) {
        this.breakage = breakage;
    }

    /** What a broken method does in place of the sound one. */
    interface Fault<T> {
        Object call(InMemoryStores stores, T sound, Object[] args) throws Exception;
    }

    /** One method of one SPI, and what it does instead. */
    record Breakage(Class<?> spi, String method, Fault<Object> fault) {

        /** Breaks nothing. */
        static final Breakage NONE = of(Runnable.class, "run", (stores, sound, args) -> "");

        @SuppressWarnings("unchecked")
        static <T> Breakage of(Class<T> spi, String method, Fault<T> fault) {
            return new Breakage(spi, method, (Fault<Object>) fault);
        }
    }

    @Override
    public LeatStores stores() {
        return (LeatStores) proxy(LeatStores.class, sound.stores());
    }

    @Override
    public EventStore eventStore() {
        return (EventStore) proxy(EventStore.class, sound.eventStore());
    }

    @Override
    public LeatStores anotherReplica() {
        return stores();
    }

    private Object proxy(Class<?> type, Object target) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> call(target, method, args));
    }

    private Object call(Object target, Method method, Object[] args) throws Throwable {
        boolean broken = breakage.spi().isInstance(target) && breakage.method().equals(method.getName());
        if (broken) {
            return breakage.fault().call(sound.stores(), target, args);
        }
        try {
            Object result = method.invoke(target, args);
            boolean isSpi = target instanceof LeatStores && breakage.spi().isInstance(result);
            return isSpi ? proxy(method.getReturnType(), result) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public SourceId source() {
        return sound.source();
    }

    @Override
    public SourceId otherSource() {
        return sound.otherSource();
    }

    @Override
    public EventId append(StreamId stream) {
        return sound.append(stream);
    }

    @Override
    public Object data(String text) {
        return sound.data(text);
    }

    @Override
    public void spoil(EventId id) {
        sound.spoil(id);
    }

    @Override
    public ResumeToken forgottenToken() {
        return sound.forgottenToken();
    }

    @Override
    public void close() {
        sound.close();
    }

    /** An argument of the broken method. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <T> T arg(Object[] args, int index) {
        return (T) args[index];
    }
}
