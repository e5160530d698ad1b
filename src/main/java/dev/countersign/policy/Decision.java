package dev.countersign.policy;

import dev.countersign.call.HoldTerms;
import dev.countersign.call.RulePointer;
import java.util.List;
import java.util.function.Function;

/** What a policy says of one call. */
public sealed interface Decision {

    /** The limits in which the call takes a place first; all of them or none. */
    List<LimitClaim> claims();

    /** Calls the function of the variant; a new variant breaks every caller. */
    <T> T fold(Function<Allow, T> allow, Function<Deny, T> deny, Function<Hold, T> hold);

    /** The call goes on to the server. */
    record Allow(List<LimitClaim> claims) implements Decision {
        public Allow {
            claims = List.copyOf(claims);
        }

        @Override
        public <T> T fold(Function<Allow, T> allow, Function<Deny, T> deny, Function<Hold, T> hold) {
            return allow.apply(this);
        }
    }

    /**
     * The call is refused.
     *
     * @param message the text behind {@code [POLICY DENIED] }
     */
    record Deny(RulePointer rule, String message) implements Decision {
        @Override
        public List<LimitClaim> claims() {
            return List.of();
        }

        @Override
        public <T> T fold(Function<Allow, T> allow, Function<Deny, T> deny, Function<Hold, T> hold) {
            return deny.apply(this);
        }
    }

    /** The call waits for a person, on these terms. */
    record Hold(HoldTerms terms, List<LimitClaim> claims) implements Decision {
        public Hold {
            claims = List.copyOf(claims);
        }

        @Override
        public <T> T fold(Function<Allow, T> allow, Function<Deny, T> deny, Function<Hold, T> hold) {
            return hold.apply(this);
        }
    }
}
