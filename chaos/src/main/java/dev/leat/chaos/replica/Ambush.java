package dev.leat.chaos.replica;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Stops the first thread that comes to a point, or ends the process there. Thread-safe. */
final class Ambush {

    /** Exit code of a process that was ended at a point. */
    static final int HALTED = 70;

    private final Consumer<Report> out;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private final Set<Point> points = EnumSet.noneOf(Point.class);
    private boolean deadly;
    private boolean holding;

    Ambush(Consumer<Report> out) {
        this.out = out;
    }

    /** Lies in wait at some points, for one thread. */
    void lay(Set<Point> at, boolean deadlyOne) {
        lock.lock();
        try {
            points.clear();
            points.addAll(at);
            deadly = deadlyOne;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the thread go that was stopped, and waits for no other. */
    void clear() {
        lock.lock();
        try {
            points.clear();
            holding = false;
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it lies in wait at a point. */
    boolean isLaid(Point point) {
        lock.lock();
        try {
            return points.contains(point);
        } finally {
            lock.unlock();
        }
    }

    /** A thread comes to a point. */
    void reach(Point point) {
        lock.lock();
        try {
            if (!points.contains(point)) {
                return;
            }
            points.clear();
            out.accept(new Report(Report.Kind.AMBUSHED, point.name()));
            if (deadly) {
                System.out.flush();
                Runtime.getRuntime().halt(HALTED);
            }
            holding = true;
            while (holding) {
                released.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
