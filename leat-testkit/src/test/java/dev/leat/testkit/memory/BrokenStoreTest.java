package dev.leat.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.conformance.EventFeedConformance;
import dev.leat.testkit.conformance.EventStoreConformance;
import dev.leat.testkit.conformance.LeaseStoreConformance;
import dev.leat.testkit.conformance.LedgerConformance;
import dev.leat.testkit.conformance.LiveVersionsConformance;
import dev.leat.testkit.conformance.ParkStoreConformance;
import dev.leat.testkit.conformance.ReadModelStoreConformance;
import dev.leat.testkit.conformance.ReportsConformance;
import dev.leat.testkit.conformance.SourceStreamConformance;
import dev.leat.testkit.conformance.StoreConformance;
import dev.leat.testkit.conformance.StoreFixture;
import dev.leat.testkit.conformance.WakeupsConformance;
import dev.leat.testkit.memory.BrokenFixture.Breakage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A store that breaks a promise fails the suites: each kind of breakage at the rule that is about it. */
final class BrokenStoreTest {

    private static final String EVENTS = "dev.leat.testkit.memory.EventBreakages#";
    private static final String STATE = "dev.leat.testkit.memory.StateBreakages#";

    private static volatile Breakage breakage = Breakage.NONE;

    static final class OfLedger extends LedgerConformance {
        @Override
        protected StoreFixture open() {
            return new BrokenFixture(breakage);
        }
    }

    static final class OfLeases extends LeaseStoreConformance {
        @Override
        protected StoreFixture open() {
            return new BrokenFixture(breakage);
        }
    }

    static final class OfReadModels extends ReadModelStoreConformance {
        @Override
        protected StoreFixture open() {
            return new BrokenFixture(breakage);
        }
    }

    static final class OfParked extends ParkStoreConformance {
        @Override
        protected StoreFixture open() {
            return new BrokenFixture(breakage);
        }
    }

    static final class OfFeed extends EventFeedConformance {
        @Override
        protected StoreFixture open() {
            return new BrokenFixture(breakage);
        }
    }

    static final class OfSources extends SourceStreamConformance {
        @Override
        protected StoreFixture open() {
            return new BrokenFixture(breakage);
        }
    }

    static final class OfEvents extends EventStoreConformance {
        @Override
        protected StoreFixture open() {
            return new BrokenFixture(breakage);
        }
    }

    static final class OfReports extends ReportsConformance {
        @Override
        protected StoreFixture open() {
            return new BrokenFixture(breakage);
        }
    }

    static final class OfWakeups extends WakeupsConformance {
        @Override
        protected StoreFixture open() {
            return new BrokenFixture(breakage);
        }
    }

    static final class OfLive extends LiveVersionsConformance {
        @Override
        protected StoreFixture open() {
            return new BrokenFixture(breakage);
        }
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource({
        EVENTS + "ledgers",
        EVENTS + "feeds",
        EVENTS + "sources",
        EVENTS + "eventStores",
        EVENTS + "wakeups",
        STATE + "leases",
        STATE + "status",
        STATE + "readModels",
        STATE + "parkCommits",
        STATE + "parkStores",
        STATE + "reports",
        STATE + "liveVersions"
    })
    void brokenPromise_failsItsRule(
            Class<? extends StoreConformance> suite, String what, String rule, Breakage broken) {
        breakage = Breakage.NONE;
        TestExecutionSummary sound = run(suite, rule);
        assertThat(sound.getTestsSucceededCount()).as("sound store at %s", rule).isEqualTo(1);
        breakage = broken;
        assertThat(run(suite, rule).getTestsFailedCount())
                .as("%s: %s must fail", what, rule)
                .isEqualTo(1);
    }

    private static TestExecutionSummary run(Class<?> suite, String rule) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectMethod(suite, rule))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }
}
