package dev.leat.coordination;

import dev.leat.stores.LeatStores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Holds every call of one replica, before it is sent and before its answer arrives, as a process that is stopped would.
 * Thread-safe.
 */
final class Gate {

    private static final String COMMIT = "commit";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private boolean closed;
    private boolean closesAtCommit;
    private boolean holdsCommit;

    /** Closes when the replica is about to commit next, with that commit held. */
    void closeAtNextCommit() {
        lock.lock();
        try {
            closesAtCommit = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is closed, with a commit held that was not sent. */
    boolean holdsCommit() {
        lock.lock();
        try {
            return closed && holdsCommit;
        } finally {
            lock.unlock();
        }
    }

    void open() {
        lock.lock();
        try {
            closed = false;
            closesAtCommit = false;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pass(boolean commit) throws InterruptedException {
        lock.lock();
        try {
            if (commit && closesAtCommit) {
                closesAtCommit = false;
                closed = true;
                holdsCommit = true;
            }
            while (closed) {
                opened.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The stores as the replica behind this gate sees them. */
    LeatStores around(LeatStores stores) {
        return (LeatStores) gated(LeatStores.class, stores);
    }

    private Object gated(Class<?> type, Object target) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            Class<?> returned = method.getReturnType();
            boolean part = type == LeatStores.class && returned.isInterface();
            return part
                    ? gated(returned, Objects.requireNonNull(invoke(target, method, arguments)))
                    : call(target, method, arguments);
        });
    }

    private @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        boolean ofObject = method.getDeclaringClass() == Object.class;
        if (!ofObject) {
            pass(method.getName().equals(COMMIT));
        }
        Object result = invoke(target, method, arguments);
        if (!ofObject) {
            pass(false);
        }
        return result;
    }

    private static @Nullable Object invoke(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
