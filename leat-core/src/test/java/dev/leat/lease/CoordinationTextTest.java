package dev.leat.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.checkpoint.Epoch;
import dev.leat.failure.ConfigurationException;
import dev.leat.failure.DamagedDocumentException;
import dev.leat.failure.NewerFormatException;
import dev.leat.lease.Assignment.Target;
import dev.leat.lease.CoordinationText.Heartbeat;
import dev.leat.partition.ProjectionId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CoordinationTextTest {

    private static final ProjectionId BALANCES = new ProjectionId("balances", 1);
    private static final ProjectionId TOTALS = new ProjectionId("totals", 12);
    private static final ReplicaId ODD = new ReplicaId("a=b%\n*1 é", "x y");

    @Test
    void text_isAsTheReferenceShowsIt() {
        assertThat(CoordinationText.write(new Heartbeat(false, Map.of(TOTALS, 8, BALANCES, 32))))
                .isEqualTo("v=1\nleaving=false\nprojection=balances:1 32\nprojection=totals:12 8\n");
        assertThat(CoordinationText.write(new RoleHolder(new ReplicaId("pod-1", "abc"), new Epoch(3))))
                .isEqualTo("v=1\nepoch=3\nowner=pod-1~abc\n");
        ReplicaId one = new ReplicaId("pod-1", "abc");
        ReplicaId two = new ReplicaId("pod-2", "def");
        List<Target> targets = List.of(new Target(one, 0), new Target(two, 3), new Target(one, 0), Target.NOBODY);
        assertThat(CoordinationText.write(new Assignment(7, Map.of(BALANCES, targets))))
                .isEqualTo("v=1\nversion=7\nreplica=pod-1~abc\nreplica=pod-2~def\ntargets=balances:1 0 1*3 0 -\n");
    }

    @Test
    void whatIsWritten_isReadBack_withAnyName() {
        Heartbeat heartbeat = new Heartbeat(true, Map.of(BALANCES, 32, TOTALS, 8));
        assertThat(CoordinationText.heartbeat("place", "id", CoordinationText.write(heartbeat)))
                .isEqualTo(heartbeat);
        RoleHolder holder = new RoleHolder(ODD, new Epoch(7));
        assertThat(CoordinationText.role("place", "id", CoordinationText.write(holder)))
                .isEqualTo(holder);
        RoleHolder nobody = new RoleHolder(null, new Epoch(8));
        assertThat(CoordinationText.role("place", "id", CoordinationText.write(nobody)))
                .isEqualTo(nobody);
        Assignment assignment = new Assignment(
                5,
                Map.of(
                        BALANCES, List.of(new Target(ODD, 2), Target.NOBODY, new Target(null, 4)),
                        TOTALS, List.of()));
        assertThat(CoordinationText.assignment("place", "id", CoordinationText.write(assignment)))
                .isEqualTo(assignment);
    }

    @Test
    void newerFormat_isRefused_namingThePlace() {
        assertThatThrownBy(() -> CoordinationText.role("leat:{bank}:roles", "leader", "v=2\nwhoever=x\n"))
                .isInstanceOf(NewerFormatException.class)
                .hasMessageContainingAll("leat:{bank}:roles", "leader", "v 2");
    }

    @Test
    void linesWithUnknownWords_arePassedOver() {
        assertThat(CoordinationText.role("place", "id", "v=1\nepoch=2\nmood=good\n"))
                .isEqualTo(new RoleHolder(null, new Epoch(2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v=1\n",
                "v=x\nepoch=1\n",
                "v=1\nepoch=-1\n",
                "v=1\nepoch\n",
                "v=1\nepoch=1\nowner=nobody\n",
                "v=1\nepoch=1\nowner=a~%00\n",
                "v=1\nepoch=1\nepoch=2\n"
            })
    void damage_isRefused_namingThePlace(String text) {
        assertThatThrownBy(() -> CoordinationText.role("/leat/bank", "leader", text))
                .isInstanceOf(DamagedDocumentException.class)
                .hasMessageContainingAll("/leat/bank", "leader");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=1\nversion=1\ntargets=a:1 0\n",
                "v=1\nversion=1\ntargets=a:1 x\n",
                "v=1\nversion=1\ntargets=a 0\n"
            })
    void damagedAssignment_isRefused(String text) {
        assertThatThrownBy(() -> CoordinationText.assignment("place", "id", text))
                .isInstanceOf(DamagedDocumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "A", "a b", "a.b"})
    void coordinationName_isRefused_whenNotEveryServiceTakesIt(String name) {
        assertThatThrownBy(() -> new CoordinationName(name))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Take the name of the service");
        assertThat(new CoordinationName("bank-test-2")).hasToString("bank-test-2");
    }
}
