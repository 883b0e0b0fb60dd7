package dev.leat.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class KafkaArchitectureTest {
    private static final JavaClasses ROUTES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.leat.kafka");

    @Test
    void routes_dependOnNothing_butLeatItsClientsAndTheBytesOfEvents() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.leat..",
                        "java..",
                        "javax.net.ssl..",
                        "javax.security.auth.login..",
                        "org.slf4j..",
                        "org.jspecify..",
                        "org.bson..",
                        "org.apache.kafka..",
                        "org.apache.avro..")
                .check(ROUTES);
    }

    @Test
    void routes_doNotNameInternals_norALibraryForOneLogin() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.leat.internal..",
                        "dev.leat.azure..",
                        "org.apache.kafka.clients..internals..",
                        "org.bson.internal..")
                .because("what is internal may change without notice, and who logs in otherwise has no need of Azure's")
                .check(ROUTES);
    }

    @Test
    void avro_isNamed_onlyWhereItsAbsenceIsTold() {
        noClasses()
                .that()
                .haveNameNotMatching("dev\\.leat\\.kafka\\.format\\.(CloudEventsAvro|BoundedDecoder)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.avro..")
                .because("it is an optional dependency")
                .check(ROUTES);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.leat.kafka.(*)..")
                .should()
                .beFreeOfCycles()
                .because("packages follow the flow of the data, which goes one way")
                .check(ROUTES);
    }

    @Test
    void packages_doNotKnowTheRoute() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.leat.kafka")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.leat.kafka")
                .because("the root package holds the wiring, and nothing stands on the wiring")
                .check(ROUTES);
    }

    @Test
    void relayAndConsumers_doNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("..relay..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.leat.kafka.consumer..")
                .because("they meet in the topic alone")
                .check(ROUTES);
        noClasses()
                .that()
                .resideInAPackage("..consumer..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.leat.kafka.relay..")
                .because("they meet in the topic alone")
                .check(ROUTES);
    }

    @Test
    void formatsAndRegistry_openNoClientOfTheBroker() {
        noClasses()
                .that()
                .resideInAnyPackage("..format..", "..foreign..", "..registry..", "..topic..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka.clients..", "dev.leat.kafka.relay..", "dev.leat.kafka.consumer..")
                .because("they turn bytes into events and back, wherever the bytes come from")
                .check(ROUTES);
    }

    @Test
    void routes_readNoClock_andDoNotSleep() {
        noClasses()
                .should()
                .accessTargetWhere(readsTheClockOrSleeps())
                .because("time comes from the database or from an injected clock")
                .check(ROUTES);
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheClockOrSleeps() {
        return DescribedPredicate.describe("the target reads the clock or sleeps", access -> {
            var owner = access.getTarget().getOwner();
            return switch (access.getTarget().getName()) {
                case "now" -> resideInAPackage("java.time..").test(owner);
                case "nanoTime", "currentTimeMillis" -> owner.isEquivalentTo(System.class);
                case "sleep" -> true;
                default -> false;
            };
        });
    }
}
