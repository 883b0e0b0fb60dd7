package dev.leat.testkit.kafka;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstantiationAwareExtension.ExtensionContextScope;

/** Fills the parameters of {@link RealKafka} tests. A cluster of a test's own lives in JUnit's stores, which close it. */
final class RealKafkaExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(RealKafkaExtension.class);

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == KafkaCluster.class || type == TestTopics.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        KafkaCluster cluster = cluster(context);
        if (parameter.getParameter().getType() == KafkaCluster.class) {
            return cluster;
        }
        return context.getStore(NAMESPACE)
                .computeIfAbsent(
                        TestTopics.class,
                        key -> TestTopics.of(cluster, context.getRequiredTestClass()),
                        TestTopics.class);
    }

    private static KafkaCluster cluster(ExtensionContext context) {
        ExtensionContext annotated = annotated(context);
        RealKafka wanted = annotation(annotated).orElseThrow();
        KafkaOptions options =
                wanted.likeEventHubs() ? KafkaOptions.likeEventHubs() : KafkaOptions.brokers(wanted.brokers());
        if (wanted.dedicated()) {
            Store store = annotated.getStore(NAMESPACE);
            // Under a key of its own, for a store also finds what stores above it hold.
            String key = "dedicated to " + annotated.getUniqueId();
            return store.computeIfAbsent(key, absent -> KafkaCluster.start(options), KafkaCluster.class);
        }
        return SharedClusters.get(options);
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
                "No @RealKafka on " + context.getDisplayName() + " or around it. Annotate the class directly.");
    }

    private static Optional<RealKafka> annotation(ExtensionContext context) {
        return context.getElement().map(element -> element.getAnnotation(RealKafka.class));
    }
}
