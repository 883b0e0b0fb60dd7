package dev.leat.testkit.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.kafka.connect.ConnectApi.TaskState;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class ConnectApiTest {

    @Test
    void task_isThatOfTheTask_notOfItsConnector() {
        assertThat(ConnectApi.task(Document.parse("""
                        {"name": "mongodb", "connector": {"state": "PAUSED", "worker_id": "127.0.0.1:8083"},
                         "tasks": [{"id": 0, "state": "RUNNING", "worker_id": "127.0.0.1:8083"}], "type": "source"}
                        """))).contains(new TaskState("RUNNING", ""));
    }

    @Test
    void task_isFailed_withItsTrace() {
        assertThat(ConnectApi.task(Document.parse("""
                        {"connector": {"state": "RUNNING"}, "tasks": [{"id": 0, "state": "FAILED", "trace": "why"}]}
                        """))).hasValueSatisfying(task -> {
            assertThat(task.isFailed()).isTrue();
            assertThat(task.trace()).isEqualTo("why");
        });
    }

    @Test
    void task_isNone_whileTheWorkerHasNotMadeIt() {
        assertThat(ConnectApi.task(Document.parse("{\"connector\": {\"state\": \"RUNNING\"}, \"tasks\": []}")))
                .isEmpty();
    }
}
