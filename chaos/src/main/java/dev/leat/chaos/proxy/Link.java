package dev.leat.chaos.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** One connection through a proxy. Thread-safe. */
final class Link {

    private static final int BUFFER_BYTES = 64 << 10;

    private final Proxy proxy;
    private final Socket near;
    private final Socket far;
    private volatile boolean harmed;

    /**
     * Joins two connections.
     *
     * @param near to the replica
     * @param far to the member
     */
    Link(Proxy proxy, Socket near, Socket far) {
        this.proxy = proxy;
        this.near = near;
        this.far = far;
    }

    void start() throws IOException {
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> pump(near, far, false));
        Thread.ofVirtual().start(() -> pump(far, near, true));
    }

    boolean isHarmed() {
        return harmed;
    }

    private void pump(Socket from, Socket to, boolean replies) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (!replies) {
                    out.write(buffer, 0, count);
                } else if (!reply(out, buffer, count)) {
                    break;
                }
            }
        } catch (IOException e) {
            // The other way was closed, or the process at one end is gone: the link ends.
            harmed = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            proxy.ended(this);
        }
    }

    /** Passes a piece of a reply as the weather allows; false ends the link. */
    private boolean reply(OutputStream out, byte[] buffer, int count) throws IOException, InterruptedException {
        switch (proxy.weather()) {
            case FAIR, CUT -> {
                if (harmed) {
                    return false;
                }
                out.write(buffer, 0, count);
            }
            case SLOW -> {
                proxy.harm();
                Thread.sleep(proxy.delayMillis());
                out.write(buffer, 0, count);
            }
            case SWALLOWING -> {
                harmed = true;
                proxy.harm();
            }
            case BREAKING -> {
                proxy.harm();
                out.write(buffer, 0, count / 2);
                return false;
            }
        }
        return true;
    }

    void close() {
        try (near;
                far) {
            harmed = true;
        } catch (IOException e) {
            System.err.println("leat chaos: " + e.getMessage());
        }
    }
}
