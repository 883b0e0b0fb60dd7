package dev.leat.chaos.fault;

import dev.leat.chaos.broker.Topics;
import java.util.Random;

/** {@link FaultKind#DELETE_RECORDS}: what no projection has read can come from the ledger alone. */
final class DeleteRecords implements Fault {

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        Topics topics = arena.brokers().topics();
        Backlog backlog = Backlog.build(arena);
        long unread =
                backlog.unread().values().stream().mapToLong(Long::longValue).sum();
        topics.deleteRecords();
        boolean empty = topics.begins().equals(topics.ends());
        backlog.end();
        return new Evidence(
                "the topics",
                empty && unread > 0,
                (empty ? "all records were deleted, " : "not all records were deleted, ") + unread
                        + " times one that a projection had not read");
    }
}
