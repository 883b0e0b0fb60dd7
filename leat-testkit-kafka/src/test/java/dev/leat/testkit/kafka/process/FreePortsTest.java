package dev.leat.testkit.kafka.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void find_givesDifferentPorts() {
        assertThat(FreePorts.find(20)).hasSize(20).doesNotHaveDuplicates().allMatch(port -> port > 0);
    }

    @Test
    void find_keepsOutOfThePortsOfOutgoingConnections() {
        // Where Linux begins; other systems begin later.
        assertThat(FreePorts.find(200)).allMatch(port -> port < 32_768);
    }

    @Test
    void isTaken_whileSomebodyListens() throws IOException {
        int port;
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = listening.getLocalPort();
            assertThat(FreePorts.isTaken(port)).isTrue();
        }
        assertThat(FreePorts.isTaken(port)).isFalse();
    }
}
