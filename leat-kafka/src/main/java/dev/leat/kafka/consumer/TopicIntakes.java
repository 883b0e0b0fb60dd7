package dev.leat.kafka.consumer;

import dev.leat.kafka.format.EventFormat;
import dev.leat.kafka.topic.EventTopic;
import dev.leat.mongodb.LeatMongo;
import dev.leat.mongodb.RelayProgress;
import dev.leat.projection.Projection;
import dev.leat.route.RouteContext;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/** Opens intakes. */
public final class TopicIntakes {

    /** So many batches lie ready at most. */
    private static final int BATCHES_READY = 2;

    private TopicIntakes() {}

    /**
     * Opens consumers.
     *
     * @param members of the projection's group
     * @param readers in no group
     */
    public record Consumers(Supplier<Consumer<byte[], byte[]>> members, Supplier<Consumer<byte[], byte[]>> readers) {}

    /** An intake that joins its group when somebody listens to it. */
    public static TopicIntake open(
            RouteContext context,
            Projection<?> projection,
            EventTopic topic,
            EventFormat format,
            LeatMongo mongo,
            Consumers consumers) {
        int batches = BATCHES_READY * context.config().batch().maxEvents();
        TopicBuffer buffer = new TopicBuffer(batches);
        Duration mark = context.config().tailer().coverInterval();
        TopicSettings settings = new TopicSettings(
                topic.name(),
                mark,
                context.config().lease().timeout(),
                context.config().lease().stuckTimeout(),
                new OffsetSearch(consumers.readers()),
                context.ticker());
        RelayProgress progress = mongo.relayProgress();
        TopicPump pump = new TopicPump(settings, consumers.members(), () -> progress.published(topic.name()), buffer);
        RecordReader reader = new RecordReader(format, mongo.storedEvents(), mongo.openFeed());
        return new TopicIntake(context, projection, topic, pump, buffer, reader);
    }
}
