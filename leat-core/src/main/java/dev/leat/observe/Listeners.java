package dev.leat.observe;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one listener of many, of which none can harm a task. */
public final class Listeners {

    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private Listeners() {}

    /** A listener that passes each call on, in order, and logs what a listener throws. */
    public static LeatListener all(List<LeatListener> listeners) {
        List<LeatListener> targets = List.copyOf(listeners);
        return (LeatListener) Proxy.newProxyInstance(
                LeatListener.class.getClassLoader(), new Class<?>[] {LeatListener.class}, (proxy, method, args) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(targets, args);
                    }
                    for (LeatListener target : targets) {
                        try {
                            method.invoke(target, args);
                        } catch (InvocationTargetException e) {
                            log.warn("Listener failed: listener={} call={}", target, method.getName(), e.getCause());
                        }
                    }
                    return null;
                });
    }
}
