package dev.countersign.policy.reload;

import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.compile.CompiledPolicies;
import dev.countersign.policy.compile.CompiledPolicies.Compiled;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.policy.desk.PolicyState.Source;
import dev.countersign.policy.desk.PolicyText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The policies of the files that the configuration names: read at the start, where a bad one is fatal, and again when they change. */
final class FilePolicies {

    private final LivePolicies live;
    private final Map<Path, PolicyFile> files = new LinkedHashMap<>();
    private final Map<Path, List<PolicyPlace>> places = new LinkedHashMap<>();

    /**
     * Reads and compiles all files.
     *
     * @throws IllegalStateException when one cannot be used; the message holds a line for each problem of each file
     */
    FilePolicies(PolicySources sources, LivePolicies live) {
        this.live = live;
        sources.sources()
                .forEach(source -> places.computeIfAbsent(source.file(), file -> new ArrayList<>())
                        .add(source.place()));
        places.keySet().forEach(path -> files.put(path, new PolicyFile(path)));
        Set<String> errors = new TreeSet<>();
        files.forEach((path, file) -> {
            try {
                load(path, file);
            } catch (PolicyErrorsException e) {
                errors.add(String.valueOf(e.getMessage()));
            }
        });
        if (!errors.isEmpty()) {
            throw new IllegalStateException("policies that cannot be used:\n" + String.join("\n", errors));
        }
    }

    private void load(Path path, PolicyFile file) throws PolicyErrorsException {
        byte[] bytes = file.read();
        Compiled compiled = live.compile(file.name(), bytes);
        PolicyText text =
                new PolicyText(new String(bytes, StandardCharsets.UTF_8), CompiledPolicies.isYaml(file.name()));
        for (PolicyPlace place : places.getOrDefault(path, List.of())) {
            live.use(place, Source.FILE, file.name(), text, compiled);
        }
    }

    /** Whether a file names the policy of this place. */
    boolean names(PolicyPlace place) {
        return places.values().stream().anyMatch(of -> of.contains(place));
    }

    /** Reads again what has changed. A bad file keeps the old policy. */
    void look() {
        files.forEach((path, file) -> {
            if (!file.changed()) {
                return;
            }
            try {
                load(path, file);
            } catch (PolicyErrorsException e) {
                places.getOrDefault(path, List.of())
                        .forEach(place -> live.keep(place, Source.FILE, file.name(), e.problems()));
            }
        });
    }
}
