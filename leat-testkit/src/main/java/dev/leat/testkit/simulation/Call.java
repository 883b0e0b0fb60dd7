package dev.leat.testkit.simulation;

import dev.leat.lease.ReplicaId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call to the store, on its way. Immutable. */
final class Call {

    private static final @Nullable Object[] NONE = {};

    private final ReplicaId caller;
    private final Object target;
    private final Method method;
    private final @Nullable Object[] arguments;

    Call(ReplicaId caller, Object target, Method method, @Nullable Object @Nullable [] arguments) {
        this.caller = caller;
        this.target = target;
        this.method = method;
        this.arguments = arguments == null ? NONE : arguments;
    }

    ReplicaId caller() {
        return caller;
    }

    String name() {
        return method.getName();
    }

    /** True for the methods that every object has. */
    boolean isOfObject() {
        return method.getDeclaringClass() == Object.class;
    }

    /** Whether the call is one of a type's. */
    boolean isOf(Class<?> type) {
        return method.getDeclaringClass() == type;
    }

    <T> T argument(int index, Class<T> type) {
        return type.cast(Objects.requireNonNull(arguments[index]));
    }

    /** Makes the call with another argument. */
    @Nullable Object invokeWith(int index, Object argument) {
        @Nullable Object[] changed = arguments.clone();
        changed[index] = argument;
        return new Call(caller, target, method, changed).invoke();
    }

    @Nullable Object invoke() {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw new Violation("the store refused " + this + " by " + caller, Objects.requireNonNull(e.getCause()));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return name() + Arrays.toString(arguments);
    }
}
