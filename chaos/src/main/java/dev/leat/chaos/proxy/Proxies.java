package dev.leat.chaos.proxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A proxy for each replica, made when it is first asked for. Thread-safe. */
public final class Proxies implements AutoCloseable {

    private final int net;
    private final List<Integer> ports;
    private final Map<String, Proxy> byReplica = new ConcurrentHashMap<>();

    /**
     * No proxies yet.
     *
     * @param net 1 to 250: proxies of the same replica need different ones
     * @param ports of the servers
     */
    public Proxies(int net, Collection<Integer> ports) {
        this.net = net;
        this.ports = List.copyOf(ports);
    }

    /** The proxy of a replica, whose name ends in a number from 1 to 250. */
    public Proxy of(String replica) {
        return byReplica.computeIfAbsent(replica, name -> new Proxy(address(name), ports));
    }

    /** Where a replica reaches the servers. */
    public InetAddress addressOf(String replica) {
        return of(replica).address();
    }

    /** 127.0.net.n: the whole of 127.0.0.0/8 is loopback on Linux. */
    private InetAddress address(String replica) {
        int number = Integer.parseInt(replica.substring(replica.lastIndexOf('-') + 1));
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, (byte) net, (byte) number});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address of four bytes is none.", e);
        }
    }

    @Override
    public void close() {
        byReplica.values().forEach(Proxy::close);
    }
}
