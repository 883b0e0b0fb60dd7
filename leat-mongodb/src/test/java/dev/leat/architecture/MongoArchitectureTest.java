package dev.leat.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class MongoArchitectureTest {
    private static final JavaClasses ADAPTER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.leat.mongodb");

    @Test
    void adapter_dependsOnNothing_butTheCoreAndTheDriver() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.leat..", "java..", "org.slf4j..", "org.jspecify..", "com.mongodb..", "org.bson..")
                .check(ADAPTER);
    }

    @Test
    void adapter_doesNotNameInternalsOfTheCore_orOfTheDriver() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.leat.internal..", "com.mongodb.internal..", "org.bson.internal..")
                .because("what is internal may change without notice")
                .check(ADAPTER);
    }

    @Test
    void adapter_readsNoClock_andDoesNotSleep() {
        noClasses()
                .should()
                .accessTargetWhere(readsTheClockOrSleeps())
                .because("time comes from the database or from an injected clock")
                .check(ADAPTER);
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
