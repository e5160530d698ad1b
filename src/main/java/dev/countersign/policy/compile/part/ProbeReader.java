package dev.countersign.policy.compile.part;

import dev.countersign.json.JsonValue.JsonNumber;
import dev.countersign.policy.compile.part.Fields.Keys;
import dev.countersign.policy.text.Problems;
import dev.countersign.policy.text.SourceNode;
import dev.countersign.policy.text.SourceNode.SourceList;
import dev.countersign.policy.text.SourceNode.SourceObject;
import java.util.Optional;

/** Checks {@code probes} of an approval block. */
final class ProbeReader {

    private static final Keys KEYS = Keys.of("tool", "args", "args_from", "watch", "tolerance_percent");
    private static final int MOST = 5;

    private final Problems problems;
    private boolean fine = true;

    ProbeReader(Problems problems) {
        this.problems = problems;
    }

    /** Whether there are some and nothing is wrong with them; an empty list asks for nothing. */
    boolean read(Fields approval) {
        Optional<SourceList> list = approval.get("probes").flatMap(node -> approval.listOf("probes", node));
        int count = list.map(l -> l.elements().size()).orElse(0);
        if (count > MOST) {
            list.ifPresent(l -> wrong(l, "more than " + MOST + " probes"));
        }
        list.ifPresent(l -> l.elements().forEach(this::probe));
        return fine && count > 0;
    }

    private void probe(SourceNode node) {
        Optional<Fields> probe = Fields.of(node, "a probe", KEYS, problems);
        fine &= probe.isPresent();
        probe.ifPresent(fields -> {
            fine &= fields.require("tool").isPresent()
                    && fields.text("tool", Fields.LONGEST_NAME).isPresent();
            fields.get("args").ifPresent(args -> object("args", args));
            fields.get("args_from").ifPresent(this::argumentsFrom);
            fields.require("watch").ifPresentOrElse(watch -> watch(fields, watch), () -> fine = false);
            fields.get("tolerance_percent").ifPresent(this::tolerance);
        });
    }

    private void object(String key, SourceNode node) {
        if (!(node instanceof SourceObject)) {
            wrong(node, key + " must be an object, got " + node.type());
        }
    }

    private void argumentsFrom(SourceNode node) {
        object("args_from", node);
        if (node instanceof SourceObject from) {
            from.members()
                    .forEach(
                            m -> fine &= new PathReader(problems).read(m.node()).isPresent());
        }
    }

    private void watch(Fields fields, SourceNode node) {
        Optional<SourceList> list = fields.listOf("watch", node);
        fine &= list.isPresent();
        list.filter(l -> l.elements().isEmpty()).ifPresent(l -> wrong(l, "watch must not be empty"));
        list.ifPresent(l -> l.elements().forEach(e -> {
            Optional<String> pointer = fields.string("an entry of watch", e, Fields.LONGEST_TEXT);
            fine &= pointer.isPresent();
            pointer.filter(p -> !p.isEmpty() && !p.startsWith("/"))
                    .ifPresent(p -> wrong(e, "an entry of watch must be a JSON Pointer, like \"/price\""));
        }));
    }

    private void tolerance(SourceNode node) {
        if (!(node.value() instanceof JsonNumber number) || number.value().signum() < 0) {
            wrong(node, "tolerance_percent must be a number of zero or more");
        }
    }

    private void wrong(SourceNode node, String message) {
        problems.error(node.place(), message);
        fine = false;
    }
}
