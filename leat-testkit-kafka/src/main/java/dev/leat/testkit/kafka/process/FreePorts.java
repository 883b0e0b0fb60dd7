package dev.leat.testkit.kafka.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Looks which ports of the loopback interface are in use at the moment. Those it gives lie below the range from which the
 * system takes the ports of outgoing connections: else a client that tries again and again to reach a server that is down
 * would at last be given the server's own port, and reach itself.
 */
public final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int BEHIND_LAST = 32_000;
    private static final int TRIES = 10_000;
    private static final int CONNECT_MILLIS = 1_000;

    private FreePorts() {}

    /**
     * That many, all different.
     *
     * @throws IllegalStateException when there are not enough
     */
    public static List<Integer> find(int count) {
        Set<Integer> found = new LinkedHashSet<>();
        for (int tries = 0; found.size() < count; tries++) {
            if (tries == TRIES) {
                throw new IllegalStateException("There are no " + count + " free ports from " + FIRST + " to "
                        + (BEHIND_LAST - 1) + " on the loopback interface. End what takes them.");
            }
            int port = ThreadLocalRandom.current().nextInt(FIRST, BEHIND_LAST);
            if (canBeTaken(port)) {
                found.add(port);
            }
        }
        return List.copyOf(found);
    }

    private static boolean canBeTaken(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether somebody listens on a port by now. */
    public static boolean isTaken(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
