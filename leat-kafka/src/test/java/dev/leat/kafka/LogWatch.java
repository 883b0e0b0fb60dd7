package dev.leat.kafka;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Keeps what is logged while it is open, and what would be when somebody looks for a fault. Thread-safe. */
final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final List<String> TALKATIVE = List.of("com.azure", "com.microsoft", "org.apache.kafka", "dev.leat");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Logger> loggers = TALKATIVE.stream()
            .map(name -> (Logger) LoggerFactory.getLogger(name))
            .toList();
    private final List<Level> levels = loggers.stream().map(Logger::getLevel).toList();

    static LogWatch everything() {
        LogWatch watch = new LogWatch();
        watch.start();
        watch.loggers.forEach(logger -> {
            logger.setLevel(Level.DEBUG);
            logger.setAdditive(false);
            logger.addAppender(watch);
        });
        return watch;
    }

    List<String> lines() {
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        String thrown = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        lines.add(event.getFormattedMessage() + thrown);
    }

    @Override
    public void close() {
        for (int i = 0; i < loggers.size(); i++) {
            loggers.get(i).detachAppender(this);
            loggers.get(i).setAdditive(true);
            loggers.get(i).setLevel(levels.get(i));
        }
        stop();
    }
}
