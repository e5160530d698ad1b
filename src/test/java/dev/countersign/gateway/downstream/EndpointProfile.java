package dev.countersign.gateway.downstream;

import dev.countersign.fixtures.InfraResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The service with a gate and a registry that the tests hold in their hands. */
public class EndpointProfile implements QuarkusTestProfile {

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(FakeGate.class, FakeRegistry.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("countersign.hold.heartbeat", "PT0.3S", "countersign.hold.elicitation", "true");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(InfraResource.class));
    }
}
