package dev.leat.testkit.kafka;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the tests of a class, or one test, against real Kafka brokers and fills their parameters (of constructors, lifecycle
 * methods and tests) of these types:
 *
 * <ul>
 *   <li>{@link KafkaCluster};
 *   <li>{@link TestTopics}, names of the test's own for topics and groups. Asked for by {@code @BeforeAll} or by the
 *       constructor of a class with one instance, they belong to the class and its tests share them.
 * </ul>
 *
 * <p>Brokers start when the first parameter asks for them and end with the Java virtual machine of the tests. All its tests
 * share one cluster of each kind, so a test must not touch what others may see: no killing, no topics but its own.
 * {@link #dedicated()} lifts that.
 *
 * <pre>{@code
 * @RealKafka
 * class RelayIT {
 *     @Test
 *     void publishes(KafkaCluster kafka, TestTopics topics) { ... }
 * }
 * }</pre>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(RealKafkaExtension.class)
public @interface RealKafka {
    /** Number of brokers. */
    int brokers() default 1;

    /** Whether there is one broker that behaves {@linkplain Surface#EVENT_HUBS like Event Hubs}. */
    boolean likeEventHubs() default false;

    /** Whether what is annotated, class or method, gets a cluster of its own, which it may kill and which ends with it. */
    boolean dedicated() default false;
}
