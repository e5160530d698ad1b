package dev.countersign.demo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The open sessions and the protocol revision each has settled on. The oldest unused ones go when there are too many. */
final class McpSessions {
    /** Revisions with a handshake, newest first. */
    static final List<String> REVISIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26");

    private static final int MOST = 10_000;

    private final Map<String, String> revisions = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    });

    /** What the server answers to the revision that a client asks for: the same when it is known, else the newest. */
    static String settle(String asked) {
        return REVISIONS.contains(asked) ? asked : REVISIONS.get(0);
    }

    String open(String revision) {
        String id = UUID.randomUUID().toString();
        revisions.put(id, revision);
        return id;
    }

    Optional<String> revision(String id) {
        return Optional.ofNullable(revisions.get(id));
    }

    boolean close(String id) {
        return revisions.remove(id) != null;
    }
}
