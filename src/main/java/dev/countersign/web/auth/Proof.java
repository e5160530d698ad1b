package dev.countersign.web.auth;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** What a request brings to prove who asks. */
final class Proof extends BaseAuthenticationRequest {

    /** Which kind of secret. */
    enum Kind {
        TOKEN,
        SESSION,
        /** A session, asked by a script of its own accord: that does not keep it alive. */
        SESSION_IN_BACKGROUND
    }

    private final Kind kind;
    private final String secret;

    Proof(Kind kind, String secret) {
        this.kind = kind;
        this.secret = secret;
    }

    Kind kind() {
        return kind;
    }

    String secret() {
        return secret;
    }

    @Override
    public String toString() {
        return "Proof[" + kind + "]";
    }
}
