package dev.leat.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
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

final class CoreArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.leat");

    @Test
    void core_dependsOnNothing_butTheJdkLoggingAndNullness() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.leat..", "java..", "org.slf4j..", "org.jspecify..")
                .because("the engine must run on any store and in any host application")
                .check(CORE);
    }

    @Test
    void internal_isUsed_onlyByTheEntryPointAndTheTestkit() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.leat", "dev.leat.internal..", "dev.leat.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.leat.internal..")
                .because("what is internal may change without notice")
                .check(CORE);
    }

    @Test
    void featurePackages_haveNoCycles() {
        slices().matching("dev.leat.(*)..")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(resideInAPackage("dev.leat.internal.."), alwaysTrue())
                .because("packages follow the flow of the data, which goes one way")
                .check(CORE);
    }

    @Test
    void featurePackages_doNotKnowTheEntryPoint() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.leat")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.leat")
                .because("the root package holds the wiring, and nothing stands on the wiring")
                .check(CORE);
    }

    @Test
    void clocks_areRead_onlyInTheTimePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.leat.time..")
                .should()
                .accessTargetWhere(readsTheClockOrSleeps())
                .because("every clock and every wait is injected, so that simulated time rules")
                .check(CORE);
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
