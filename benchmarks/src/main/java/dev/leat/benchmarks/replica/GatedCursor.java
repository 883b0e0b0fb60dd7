package dev.leat.benchmarks.replica;

import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceStream.Cursor;
import dev.leat.ledger.SourceStream.Polled;
import java.time.Duration;
import java.util.List;

/** A change stream that shows nothing new while a gate is shut. Confined to the tailer's thread. */
final class GatedCursor implements Cursor {

    private final Cursor cursor;
    private final Gate gate;
    private Polled.Events nothing;

    GatedCursor(Cursor cursor, Gate gate, ResumeToken token) {
        this.cursor = cursor;
        this.gate = gate;
        this.nothing = new Polled.Events(List.of(), token, ClusterTime.ZERO);
    }

    @Override
    public Polled poll(int maxEvents, Duration maxWait) {
        return gate.pass(maxWait, () -> pollInside(maxEvents, maxWait), () -> nothing);
    }

    private Polled pollInside(int maxEvents, Duration maxWait) {
        Polled polled = cursor.poll(maxEvents, maxWait);
        if (polled instanceof Polled.Events events) {
            nothing = new Polled.Events(List.of(), events.token(), events.through());
        }
        return polled;
    }

    @Override
    public void close() {
        cursor.close();
    }
}
