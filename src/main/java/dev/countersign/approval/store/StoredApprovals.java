package dev.countersign.approval.store;

import dev.countersign.approval.ApprovalView;
import dev.countersign.approval.ApprovalViews;
import dev.countersign.approval.Approvals;
import dev.countersign.approval.Channel;
import dev.countersign.approval.VoteRequest;
import dev.countersign.approval.VoteResult;
import dev.countersign.audit.Actor;
import dev.countersign.call.ApprovalId;
import dev.countersign.call.PersonName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The one service that decides, on PostgreSQL. The answer is read after the commit, at the version that the vote made. */
@ApplicationScoped
public class StoredApprovals implements Approvals {

    private final VotingBooth booth;
    private final Findings findings;
    private final ApprovalViews views;

    StoredApprovals(VotingBooth booth, Findings findings, ApprovalViews views) {
        this.booth = booth;
        this.findings = findings;
        this.views = views;
    }

    @Override
    public VoteResult vote(VoteRequest request) {
        return result(request.id(), booth.vote(request));
    }

    @Override
    public VoteResult resolve(ApprovalId id, PersonName by, boolean executed, String note, Channel via, String auth) {
        return result(id, findings.note(id, by, executed, note, via, auth));
    }

    @Override
    public VoteResult lookInto(ApprovalId id, PersonName by, Channel via, String auth) {
        return result(id, findings.own(id, by, via, auth));
    }

    @Override
    public VoteResult takeBack(ApprovalId id, PersonName by, Channel via, String auth) {
        return result(id, booth.takeBack(id, Actor.person(by.value(), via.word(), auth)));
    }

    @Override
    public Optional<String> objection(ApprovalId id, String argumentsText) {
        return booth.objection(id, argumentsText);
    }

    private VoteResult result(ApprovalId id, Verdict verdict) {
        return switch (verdict.kind()) {
            case RECORDED -> new VoteResult.Recorded(at(id, verdict));
            case DECIDED -> new VoteResult.AlreadyDecided(at(id, verdict));
            case EXPIRED -> new VoteResult.Expired(at(id, verdict));
            case MISMATCH -> new VoteResult.DigestMismatch(at(id, verdict));
            case INVALID -> new VoteResult.Invalid(verdict.reason());
            case FORBIDDEN -> new VoteResult.Forbidden(verdict.reason());
            case NOT_FOUND -> new VoteResult.NotFound();
            case KEY_REUSED -> new VoteResult.KeyReused();
        };
    }

    private ApprovalView at(ApprovalId id, Verdict verdict) {
        return views.findAt(id, verdict.version())
                .orElseThrow(() -> new IllegalStateException("no change " + verdict.version() + " of " + id));
    }
}
