package dev.leat.benchmarks.replica;

import dev.leat.ledger.HistoryWindow;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream;

/** A source whose change streams read only while a gate is open. Thread-safe. */
final class GatedSources implements SourceStream {

    private final SourceStream sources;
    private final Gate gate;

    GatedSources(SourceStream sources, Gate gate) {
        this.sources = sources;
        this.gate = gate;
    }

    @Override
    public Opened openAfter(SourceId source, ResumeToken token) {
        return switch (sources.openAfter(source, token)) {
            case Opened.Ready ready -> new Opened.Ready(new GatedCursor(ready.cursor(), gate, token));
            case Opened.HistoryLost lost -> lost;
        };
    }

    @Override
    public Started openNow(SourceId source) {
        Started started = sources.openNow(source);
        return new Started(new GatedCursor(started.cursor(), gate, started.token()), started.token());
    }

    @Override
    public Scan scan(SourceId source) {
        return sources.scan(source);
    }

    @Override
    public HistoryWindow window() {
        return sources.window();
    }
}
