package dev.leat.chaos.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between one replica and all members, or all brokers. Thread-safe. */
public final class Proxy implements AutoCloseable {

    private static final int BACKLOG = 128;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final InetAddress address;
    private final List<ServerSocket> doors = new ArrayList<>();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicLong harmed = new AtomicLong();
    private volatile Weather weather = Weather.FAIR;
    private volatile long delayMillis;

    /**
     * Opens a proxy.
     *
     * @param address where it listens
     * @param ports of the servers on 127.0.0.1, and its own
     */
    Proxy(InetAddress address, Collection<Integer> ports) {
        this.address = address;
        try {
            for (int port : ports) {
                ServerSocket door = new ServerSocket(port, BACKLOG, address);
                doors.add(door);
                Thread.ofVirtual()
                        .name("proxy " + address.getHostAddress() + ":" + port)
                        .start(() -> accept(door));
            }
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("Cannot listen on " + address.getHostAddress() + ".", e);
        }
    }

    InetAddress address() {
        return address;
    }

    /**
     * Changes the weather. Connections whose replies were harmed are closed when it becomes fair.
     *
     * @param newDelayMillis for each piece of a reply, while {@link Weather#SLOW}
     */
    public void turn(Weather newWeather, long newDelayMillis) {
        delayMillis = newDelayMillis;
        weather = newWeather;
        if (newWeather == Weather.CUT) {
            harmed.addAndGet(links.size());
            links.forEach(Link::close);
        } else if (newWeather == Weather.FAIR) {
            links.stream().filter(Link::isHarmed).forEach(Link::close);
        }
    }

    /** How many connections and replies came to harm so far. */
    public long harmed() {
        return harmed.get();
    }

    Weather weather() {
        return weather;
    }

    long delayMillis() {
        return delayMillis;
    }

    void harm() {
        harmed.incrementAndGet();
    }

    void ended(Link link) {
        links.remove(link);
    }

    private void accept(ServerSocket door) {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                if (weather == Weather.CUT) {
                    harm();
                    reset(near);
                    continue;
                }
                connect(near, door.getLocalPort());
            } catch (IOException e) {
                if (!door.isClosed()) {
                    System.err.println("leat chaos: a proxy takes no connection: " + e.getMessage());
                }
            }
        }
    }

    private void connect(Socket near, int port) throws IOException {
        Socket far = new Socket();
        try {
            far.connect(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
        } catch (IOException e) {
            // The member is down: the replica sees what it would see without a proxy.
            far.close();
            reset(near);
            return;
        }
        Link link = new Link(this, near, far);
        links.add(link);
        link.start();
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() {
        for (ServerSocket door : doors) {
            try {
                door.close();
            } catch (IOException e) {
                System.err.println("leat chaos: " + e.getMessage());
            }
        }
        links.forEach(Link::close);
    }
}
