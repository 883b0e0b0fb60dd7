package dev.leat.testkit.mongodb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the tests of a class, or one test, against a real MongoDB replica set and fills their parameters (of constructors,
 * lifecycle methods and tests) of these types:
 *
 * <ul>
 *   <li>{@link TestDatabase}, a database of the test's own, dropped afterwards, also after a failure. Asked for by
 *       {@code @BeforeAll} or by the constructor of a class with one instance, it belongs to the class and its tests share it;
 *   <li>{@link com.mongodb.client.MongoClient}, which the extension closes;
 *   <li>{@link MongoCluster}.
 * </ul>
 *
 * <p>Servers start when the first parameter asks for them. All tests of a build share one cluster per number of members, so
 * a test must not touch what others may see: no killing, no server parameters, no databases but its own. {@link #dedicated()}
 * lifts that. Where the environment variable {@code LEAT_MONGODB_URI} names a server, sharing tests use that one.
 *
 * <pre>{@code
 * @RealMongo
 * class LedgerIT {
 *     @Test
 *     void appends(TestDatabase database) { ... }
 * }
 * }</pre>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(RealMongoExtension.class)
public @interface RealMongo {
    /** Number of members of the replica set. */
    int members() default 1;

    /**
     * Whether what is annotated, class or method, gets a cluster of its own, which it may kill and which ends with it. Such
     * a cluster is always started here, never taken from {@code LEAT_MONGODB_URI}.
     */
    boolean dedicated() default false;
}
