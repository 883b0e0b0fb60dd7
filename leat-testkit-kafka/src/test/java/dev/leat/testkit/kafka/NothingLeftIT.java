package dev.leat.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leat.testkit.kafka.process.JavaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NothingLeftIT {

    private final Path folders;
    private final Path logs;

    NothingLeftIT(@TempDir Path temporary) {
        folders = temporary.resolve("folders");
        logs = temporary.resolve("logs");
    }

    @BeforeEach
    void makeFolders() throws Exception {
        Files.createDirectories(folders);
        Files.createDirectories(logs);
    }

    @Test
    void startThatFails_tellsWhy_andLeavesNothing() {
        KafkaOptions broken =
                KafkaOptions.brokers(1).with("num.io.threads", "many").in(folders, logs);
        assertThatThrownBy(() -> KafkaCluster.start(broken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("num.io.threads");
        assertThat(folders).isEmptyDirectory();
    }

    @Test
    void close_endsABrokerThatStandsStill_andDeletesItsFolder() {
        ProcessHandle process;
        try (KafkaCluster kafka = KafkaCluster.start(KafkaOptions.brokers(1).in(folders, logs))) {
            process = kafka.broker(0).handle();
            kafka.broker(0).pause();
            assertThat(folders).isNotEmptyDirectory();
        }
        assertThat(process.isAlive()).isFalse();
        assertThat(folders).isEmptyDirectory();
    }

    @Test
    void brokerWhoseStarterIsGone_ends_evenWhileItStandsStill() throws Exception {
        Process starter = new JavaProcess(System.getProperty("java.class.path"), 64, logs.resolve("starter.log"))
                .startReporting(AbandonedCluster.class.getName(), List.of(folders.toString()));
        Optional<String> said = starter.inputReader()
                .lines()
                .filter(line -> line.startsWith(AbandonedCluster.MARK))
                .findFirst();
        assertThat(said)
                .as(() -> JavaProcess.lastWords(logs.resolve("starter.log")))
                .isPresent();
        long pid = Long.parseLong(said.orElseThrow().substring(AbandonedCluster.MARK.length()));
        assertThat(starter.waitFor()).isZero();

        await().atMost(Duration.ofSeconds(30)).until(() -> ProcessHandle.of(pid).isEmpty());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(folders).isEmptyDirectory());
    }
}
