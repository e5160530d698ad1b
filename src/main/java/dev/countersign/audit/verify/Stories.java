package dev.countersign.audit.verify;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What the entries mean: each approval's steps in order, only moves of the state table, and no approval without its votes. */
final class Stories {

    private static final String START = "";
    /** The state table; to unknown also from before the sending, when a restored database forgot that there was one. */
    private static final Map<String, Set<String>> MOVES = Map.of(
            START,
            Set.of("parking"),
            "parking",
            Set.of("pending", "withdrawn", "unknown"),
            "pending",
            Set.of("approved", "denied", "expired", "withdrawn", "unknown"),
            "approved",
            Set.of("releasing", "expired", "withdrawn", "voided", "unknown"),
            "releasing",
            Set.of("completed", "failed", "unknown"));

    private static final Set<String> NUMBERED = Set.of("approval.moved", "vote.cast", "answer.delivered");

    private final Map<String, Story> stories = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private boolean gaps;

    /**
     * Empty at first.
     *
     * @param gaps whether entries before the export's start are missing
     */
    Stories(boolean gaps) {
        this.gaps = gaps;
    }

    /** From here on entries may be missing. */
    void omitted() {
        gaps = true;
    }

    /** One more entry. */
    void entry(JsonLine entry) throws BrokenException {
        String kind = entry.text("kind");
        Optional<String> approval = entry.optional("approvalId");
        OptionalLong step = entry.optionalNumber("step");
        if (approval.isEmpty() || step.isEmpty()) {
            if (NUMBERED.contains(kind)) {
                throw new BrokenException(kind + " without approvalId or step");
            }
            return;
        }
        Story story = stories.computeIfAbsent(approval.get(), id -> new Story(id));
        story.step(step.getAsLong(), gaps);
        story.about(entry, names);
        if (kind.equals("vote.cast")) {
            story.vote(entry);
        } else if (kind.equals("approval.moved")) {
            story.move(entry);
        }
    }

    /** Arguments that were added to the export: they must be the ones that were decided on. */
    void arguments(JsonLine line) throws BrokenException {
        Story story = stories.get(line.text("approvalId"));
        if (story == null) {
            throw new BrokenException("arguments of a call that no entry before is about");
        }
        story.arguments(line);
    }

    private static final class Story {

        private final String id;
        private final Map<String, String> approvals = new HashMap<>(2);
        private final Set<String> digests = new HashSet<>(2);
        private long step;
        /** No entry of it is missing. */
        private boolean complete = true;

        private boolean stateKnown = true;
        private String state = START;
        private String owner = "";
        private String server = "";
        private String tool = "";
        private String agent = "";

        Story(String id) {
            this.id = id;
        }

        void step(long next, boolean gaps) throws BrokenException {
            if (next != step + 1) {
                if (!gaps || next <= step) {
                    throw new BrokenException("step " + next + " of " + id + " follows step " + step);
                }
                complete = false;
                stateKnown = ended();
            }
            step = next;
        }

        void about(JsonLine entry, Map<String, String> names) throws BrokenException {
            owner = entry.optional("owner").map(name -> shared(name, names)).orElse(owner);
            server = entry.optional("server").map(name -> shared(name, names)).orElse(server);
            tool = entry.optional("tool").map(name -> shared(name, names)).orElse(tool);
            agent = entry.optional("agent").map(name -> shared(name, names)).orElse(agent);
            entry.optional("digest").ifPresent(digests::add);
            entry.optional("sendDigest").ifPresent(digests::add);
        }

        /** A million calls name the same few servers: one copy each. */
        private static String shared(String name, Map<String, String> names) {
            return names.computeIfAbsent(name, itself -> itself);
        }

        void vote(JsonLine entry) throws BrokenException {
            JsonLine actor = entry.object("actor");
            String person = actor.text("id");
            if (!actor.text("kind").equals("person")) {
                throw new BrokenException("a vote on " + id + " that no person cast");
            }
            if (entry.text("decision").equals("approve")) {
                if (person.equals(owner)) {
                    throw new BrokenException("the owner " + person + " approves their own agent's call " + id);
                }
                approvals.put(person, entry.text("sendDigest"));
            } else {
                approvals.remove(person);
            }
        }

        void move(JsonLine entry) throws BrokenException {
            String from = entry.optional("from").orElse(START);
            String to = entry.text("to");
            if (stateKnown && !from.equals(state)) {
                throw new BrokenException(id + " moves from '" + from + "' but was '" + state + "'");
            }
            if (!MOVES.getOrDefault(from, Set.of()).contains(to)) {
                throw new BrokenException(id + " moves from '" + from + "' to '" + to + "', which is no legal move");
            }
            if (to.equals("approved") && complete) {
                quorum(entry);
            }
            state = to;
            stateKnown = true;
            if (ended()) {
                approvals.clear();
            }
        }

        /** No move leads on, so that entries that are left out cannot have moved it either. */
        private boolean ended() {
            return !MOVES.containsKey(state);
        }

        private void quorum(JsonLine entry) throws BrokenException {
            String sent = entry.text(entry.optional("sendDigest").isPresent() ? "sendDigest" : "digest");
            long required = entry.number("quorum");
            long given = approvals.values().stream().filter(sent::equals).count();
            if (required < 1 || given < required) {
                throw new BrokenException(id + " is approved with " + given + " approving votes for what is sent, "
                        + required + " are required");
            }
        }

        void arguments(JsonLine line) throws BrokenException {
            String digest = line.text("digest");
            String alsoSent = line.optional("alsoSent").orElse("");
            String computed = Hashes.call(server, tool, agent, line.text("text"), alsoSent);
            if (!digests.contains(digest) || !digest.equals(computed)) {
                throw new BrokenException("the arguments are not the ones of " + id);
            }
        }
    }
}
