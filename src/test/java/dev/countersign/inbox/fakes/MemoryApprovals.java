package dev.countersign.inbox.fakes;

import dev.countersign.approval.ApprovalFeed;
import dev.countersign.approval.ApprovalQuery;
import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalView.CastVote;
import dev.countersign.approval.ApprovalView.Edit;
import dev.countersign.approval.ApprovalView.Outcome;
import dev.countersign.approval.ApprovalView.Quorum;
import dev.countersign.approval.ApprovalView.Resolution;
import dev.countersign.approval.ApprovalView.Rule;
import dev.countersign.approval.ApprovalViews;
import dev.countersign.approval.Approvals;
import dev.countersign.approval.Channel;
import dev.countersign.approval.Status;
import dev.countersign.approval.VoteDecision;
import dev.countersign.approval.VoteRequest;
import dev.countersign.approval.VoteResult;
import dev.countersign.call.AgentName;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.Digest;
import dev.countersign.call.PersonName;
import dev.countersign.call.RawArguments;
import dev.countersign.call.Risk;
import dev.countersign.call.RulePointer;
import dev.countersign.call.ServerName;
import dev.countersign.call.ToolName;
import dev.countersign.identity.Eligibility;
import dev.countersign.identity.People;
import dev.countersign.json.DoubtfulJsonException;
import dev.countersign.json.StrictJson;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.Collectors;

/** Held calls in memory that behave as the real ones towards people. */
@Alternative
@Singleton
public class MemoryApprovals implements ApprovalViews, Approvals, ApprovalFeed {

    private final Map<ApprovalId, ApprovalView> calls = new LinkedHashMap<>();
    private final Map<String, VoteResult> keys = new LinkedHashMap<>();
    private final SubmissionPublisher<Change> feed = new SubmissionPublisher<>();
    private final People people;
    private int position;

    MemoryApprovals(People people) {
        this.people = people;
    }

    /** Holds a call of alice's agent {@code bot} at the server {@code bank} for an hour. */
    public synchronized ApprovalView hold(String tool, Risk risk, String arguments) {
        return hold("bot", "alice", tool, risk, arguments, Set.of());
    }

    public synchronized ApprovalView hold(
            String agent, String owner, String tool, Risk risk, String arguments, Set<String> groups) {
        ServerName server = new ServerName("bank");
        Digest digest = Digest.of(server, new ToolName(tool), new AgentName(agent), RawArguments.of(arguments), "");
        Instant now = Instant.now();
        return put(new ApprovalView(
                new ApprovalId(UUID.randomUUID()),
                Status.PENDING,
                1,
                server,
                new ToolName(tool),
                new AgentName(agent),
                new PersonName(owner),
                arguments,
                "",
                "",
                digest,
                new Rule(new RulePointer("/tools/" + tool + "/deny_if/0"), "Requires human approval.", "v1"),
                risk,
                now,
                now.plus(Duration.ofHours(1)),
                true,
                new Quorum(1, 0, groups),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of()));
    }

    /** The call moves on, as the world would move it. */
    public synchronized ApprovalView move(ApprovalId id, Status status, Optional<Outcome> outcome) {
        ApprovalView c = calls.get(id);
        return put(with(c, status, c.votes(), outcome, c.edited(), c.resolution(), c.watcher()));
    }

    /** Every call, in the order they were held. */
    synchronized List<ApprovalView> all() {
        return List.copyOf(calls.values());
    }

    public synchronized void forget() {
        calls.clear();
    }

    private ApprovalView put(ApprovalView call) {
        calls.put(call.id(), call);
        feed.submit(new Change(Integer.toString(++position), call));
        return call;
    }

    private static ApprovalView with(
            ApprovalView c,
            Status status,
            List<CastVote> votes,
            Optional<Outcome> outcome,
            Optional<Edit> edited,
            Optional<Resolution> resolution,
            Optional<PersonName> watcher) {
        return new ApprovalView(
                c.id(),
                status,
                c.version() + 1,
                c.server(),
                c.tool(),
                c.agent(),
                c.owner(),
                c.argumentsText(),
                c.alsoSent(),
                c.meta(),
                c.digest(),
                c.rule(),
                c.risk(),
                c.createdAt(),
                c.expiresAt(),
                c.attached(),
                c.quorum(),
                votes,
                edited,
                outcome,
                resolution,
                watcher,
                c.voidedBy(),
                c.sameAs());
    }

    @Override
    public synchronized Optional<ApprovalView> find(ApprovalId id) {
        return Optional.ofNullable(calls.get(id));
    }

    /** Only the present is remembered. */
    public synchronized Optional<ApprovalView> findAt(ApprovalId id, long version) {
        return find(id).filter(call -> call.version() == version);
    }

    @Override
    public synchronized Page list(ApprovalQuery query) {
        int from = query.cursor().map(Integer::parseInt).orElse(0);
        List<ApprovalView> all = calls.values().stream()
                .filter(c -> query.statuses().isEmpty() || query.statuses().contains(c.status()))
                .filter(c -> query.server().map(c.server().value()::equals).orElse(true))
                .filter(c -> query.tool().map(c.tool().value()::equals).orElse(true))
                .filter(c -> query.agent().map(c.agent().value()::equals).orElse(true))
                .filter(c -> query.text()
                        .map(t -> text(c).contains(t.toLowerCase(Locale.ROOT)))
                        .orElse(true))
                .sorted(Comparator.comparing(ApprovalView::createdAt).reversed())
                .toList();
        int to = Math.min(all.size(), from + query.limit());
        return new Page(
                new ArrayList<>(all.subList(Math.min(from, to), to)),
                to < all.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
    }

    static String text(ApprovalView call) {
        return (call.id() + " " + call.server() + " " + call.tool() + " " + call.agent() + " " + call.argumentsText()
                        + call.votes())
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public synchronized List<Step> steps(ApprovalId id) {
        return find(id).stream()
                .map(c -> new Step(c.createdAt(), Status.PENDING, 1, "bot"))
                .toList();
    }

    @Override
    public synchronized VoteResult vote(VoteRequest request) {
        String key = request.by() + " "
                + request.idempotencyKey().orElse(UUID.randomUUID().toString());
        VoteResult earlier = keys.get(key);
        VoteResult result = earlier == null ? judge(request) : earlier;
        if (result instanceof VoteResult.Recorded) {
            keys.put(key, result);
        }
        return result;
    }

    private VoteResult judge(VoteRequest request) {
        ApprovalView call = calls.get(request.id());
        if (call == null) {
            return new VoteResult.NotFound();
        }
        var voters = call.votes().stream().map(CastVote::by).collect(Collectors.toSet());
        Eligibility eligibility = Eligibility.of(
                people.find(request.by()).orElseThrow(),
                call.owner(),
                call.quorum().groups(),
                voters);
        if (!eligibility.mayDecide()) {
            return new VoteResult.Forbidden(eligibility.reason());
        }
        if (call.status() == Status.EXPIRED) {
            return new VoteResult.Expired(call);
        }
        if (call.status() != Status.PENDING) {
            return new VoteResult.AlreadyDecided(call);
        }
        if (!call.digest().value().equals(request.digest())) {
            return new VoteResult.DigestMismatch(call);
        }
        CastVote vote = new CastVote(request.by(), request.decision(), request.comment(), Instant.now());
        Status status = request.decision() == VoteDecision.APPROVE ? Status.APPROVED : Status.DENIED;
        Optional<Edit> edit = request.argumentsText()
                .map(text -> new Edit(
                        text,
                        Digest.of(call.server(), call.tool(), call.agent(), RawArguments.of(text), ""),
                        request.by()));
        return new VoteResult.Recorded(
                put(with(call, status, List.of(vote), Optional.empty(), edit, call.resolution(), call.watcher())));
    }

    @Override
    public synchronized VoteResult resolve(
            ApprovalId id, PersonName by, boolean executed, String note, Channel via, String auth) {
        ApprovalView c = calls.get(id);
        Resolution found = new Resolution(executed, note, by, Instant.now());
        return c.status() != Status.UNKNOWN || c.resolution().isPresent()
                ? new VoteResult.AlreadyDecided(c)
                : new VoteResult.Recorded(
                        put(with(c, c.status(), c.votes(), c.outcome(), c.edited(), Optional.of(found), c.watcher())));
    }

    @Override
    public synchronized VoteResult lookInto(ApprovalId id, PersonName by, Channel via, String auth) {
        ApprovalView c = calls.get(id);
        return new VoteResult.Recorded(
                put(with(c, c.status(), c.votes(), c.outcome(), c.edited(), c.resolution(), Optional.of(by))));
    }

    @Override
    public synchronized VoteResult takeBack(ApprovalId id, PersonName by, Channel via, String auth) {
        ApprovalView c = calls.get(id);
        return c.status() == Status.APPROVED
                ? new VoteResult.Recorded(move(id, Status.VOIDED, Optional.empty()))
                : new VoteResult.AlreadyDecided(c);
    }

    /** What the real one asks first: whether it is JSON at all. */
    @Override
    public Optional<String> objection(ApprovalId id, String argumentsText) {
        try {
            StrictJson.parseArguments(argumentsText.getBytes(StandardCharsets.UTF_8));
            return Optional.empty();
        } catch (DoubtfulJsonException doubtful) {
            return Optional.of("The arguments cannot be sent: " + doubtful.sentence());
        }
    }

    @Override
    public Flow.Publisher<Change> changes(Optional<String> afterPosition) {
        return feed;
    }

    /** Nothing: whoever listens is told at once. */
    @Override
    public void wake() {}
}
