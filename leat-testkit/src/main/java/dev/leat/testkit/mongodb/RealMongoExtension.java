package dev.leat.testkit.mongodb;

import com.mongodb.client.MongoClient;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstantiationAwareExtension.ExtensionContextScope;

/** Fills the parameters of {@link RealMongo} tests. What it hands out lives in JUnit's stores, which close it in time. */
final class RealMongoExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(RealMongoExtension.class);

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == MongoCluster.class || type == MongoClient.class || type == TestDatabase.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        MongoCluster cluster = cluster(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == MongoCluster.class) {
            return cluster;
        }
        if (type == MongoClient.class) {
            return cluster.client();
        }
        return context.getStore(NAMESPACE)
                .computeIfAbsent(
                        TestDatabase.class,
                        key -> TestDatabase.create(cluster.client(), context.getRequiredTestClass()),
                        TestDatabase.class);
    }

    private static MongoCluster cluster(ExtensionContext context) {
        ExtensionContext annotated = annotated(context);
        RealMongo wanted = annotation(annotated).orElseThrow();
        if (wanted.dedicated()) {
            Store store = annotated.getStore(NAMESPACE);
            // Under a key of its own, for a store also finds what stores above it hold.
            String key = "dedicated to " + annotated.getUniqueId();
            return store.computeIfAbsent(key, absent -> MongoCluster.start(wanted.members()), MongoCluster.class);
        }
        Store store = context.getRoot().getStore(NAMESPACE);
        return store.computeIfAbsent(
                "shared " + wanted.members(), absent -> MongoCluster.shared(wanted.members()), MongoCluster.class);
    }

    private static ExtensionContext annotated(ExtensionContext context) {
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            if (annotation(at.get()).isPresent()) {
                return at.get();
            }
        }
        throw new IllegalStateException(
                "No @RealMongo on " + context.getDisplayName() + " or around it. Annotate the class directly.");
    }

    private static Optional<RealMongo> annotation(ExtensionContext context) {
        return context.getElement().map(element -> element.getAnnotation(RealMongo.class));
    }
}
