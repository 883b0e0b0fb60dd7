package dev.leat.zookeeper;

import dev.leat.event.StoredText;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.failure.UnsuitableStoreException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** Texts in nodes, and the place where the client's exceptions end. Thread-safe. */
final class Nodes {

    private static final int MAX_WORDS = 300;

    private final CuratorFramework client;

    Nodes(CuratorFramework client) {
        this.client = client;
    }

    /** A node as it was read. */
    record Node(String text, Stat stat) {}

    /** Reads a node. Null when there is none. */
    @Nullable Node read(String what, String path) {
        return call(what, () -> {
            try {
                Stat stat = new Stat();
                byte[] data = client.getData().storingStatIn(stat).forPath(path);
                return new Node(new String(data, StandardCharsets.UTF_8), stat);
            } catch (KeeperException.NoNodeException e) {
                return null;
            }
        });
    }

    /** The names below a node, none if there is no such node. */
    List<String> children(String what, String path) {
        return call(what, () -> {
            try {
                return client.getChildren().forPath(path);
            } catch (KeeperException.NoNodeException e) {
                return List.of();
            }
        });
    }

    /**
     * Writes a node, whether or not it is there.
     *
     * @return what ZooKeeper says of it then
     */
    Stat write(String what, String path, String text) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        return call(what, () -> {
            Stat stat = new Stat();
            try {
                return client.setData().forPath(path, data);
            } catch (KeeperException.NoNodeException e) {
                client.create()
                        .orSetData()
                        .storingStatIn(stat)
                        .creatingParentsIfNeeded()
                        .forPath(path, data);
                return stat;
            }
        });
    }

    /**
     * Writes a node if it is as it was seen.
     *
     * @param seen null when there was none
     * @return whether it is written; false as well when it is, but the answer was lost and the client asked again
     */
    boolean replace(String what, String path, @Nullable Node seen, String text) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        return call(what, () -> {
            try {
                if (seen == null) {
                    client.create().creatingParentsIfNeeded().forPath(path, data);
                } else {
                    client.setData().withVersion(seen.stat().getVersion()).forPath(path, data);
                }
                return true;
            } catch (KeeperException.NodeExistsException
                    | KeeperException.BadVersionException
                    | KeeperException.NoNodeException e) {
                return false;
            }
        });
    }

    /**
     * Removes a node if it is there.
     *
     * @param version the version it must have, -1 for any
     */
    void remove(String what, String path, int version) {
        call(what, () -> {
            try {
                client.delete().withVersion(version).forPath(path);
                return true;
            } catch (KeeperException.NoNodeException | KeeperException.BadVersionException e) {
                return false;
            }
        });
    }

    private static <T extends @Nullable Object> T call(String what, Callable<T> call) {
        try {
            return call.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Interrupted: " + what + ".", e);
        } catch (KeeperException.NoAuthException
                | KeeperException.AuthFailedException
                | KeeperException.InvalidACLException e) {
            throw new UnsuitableStoreException(
                    "ZooKeeper refuses the user: " + what + ": " + words(e)
                            + ". Give the client's authorization and its ACLProvider the rights to read, write, create"
                            + " and delete below /leat.",
                    e);
        } catch (IllegalStateException e) {
            throw new StoreUnavailableException(
                    "ZooKeeper's client cannot be used: " + what + ": " + words(e)
                            + ". Start the CuratorFramework before Leat and close it after Leat.",
                    e);
        } catch (Exception e) {
            throw new StoreUnavailableException("ZooKeeper did not answer: " + what + ": " + words(e), e);
        }
    }

    private static String words(Exception e) {
        return StoredText.cut(String.valueOf(e.getMessage()), MAX_WORDS);
    }
}
