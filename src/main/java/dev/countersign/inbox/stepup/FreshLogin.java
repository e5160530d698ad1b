package dev.countersign.inbox.stepup;

import dev.countersign.approval.ApprovalView;
import dev.countersign.call.Risk;
import dev.countersign.identity.Sessions;
import dev.countersign.web.auth.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A critical call is approved within so long of the login only, where {@code countersign.session.step-up} says how long. */
@ApplicationScoped
class FreshLogin implements StepUp {

    private final Sessions sessions;
    private final Optional<Duration> limit;

    FreshLogin(Sessions sessions, @ConfigProperty(name = "countersign.session.step-up") Optional<Duration> limit) {
        this.sessions = sessions;
        this.limit = limit;
    }

    @Override
    public Optional<String> demand(Caller caller, ApprovalView call) {
        if (limit.isEmpty() || call.risk().level() != Risk.Level.CRITICAL) {
            return Optional.empty();
        }
        boolean fresh = sessions.age(caller.session())
                .filter(age -> age.compareTo(limit.get()) <= 0)
                .isPresent();
        return fresh
                ? Optional.empty()
                : Optional.of("Approving a critical call wants a fresh login, at most "
                        + limit.get().toMinutes() + " min old.");
    }
}
