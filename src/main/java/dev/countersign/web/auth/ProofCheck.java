package dev.countersign.web.auth;

import dev.countersign.identity.People;
import dev.countersign.identity.Person;
import dev.countersign.identity.Role;
import dev.countersign.identity.Sessions;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Turns a proof into a person, or fails: an identity exists only for a verified credential. */
@ApplicationScoped
class ProofCheck implements IdentityProvider<Proof> {

    private final People people;
    private final Sessions sessions;

    ProofCheck(People people, Sessions sessions) {
        this.people = people;
        this.sessions = sessions;
    }

    @Override
    public Class<Proof> getRequestType() {
        return Proof.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(Proof proof, AuthenticationRequestContext context) {
        return proof.kind() == Proof.Kind.TOKEN
                ? Uni.createFrom().item(() -> byToken(proof.secret()))
                : context.runBlocking(() -> bySession(proof));
    }

    private SecurityIdentity byToken(String token) {
        return people.byToken(token)
                .map(person -> identity(new Caller(person, fingerprint(token), "")))
                .orElseThrow(AuthenticationFailedException::new);
    }

    private SecurityIdentity bySession(Proof proof) {
        return sessions.find(proof.secret(), proof.kind() == Proof.Kind.SESSION)
                .map(session -> identity(new Caller(session.person(), session.fingerprint(), proof.secret())))
                .orElseThrow(AuthenticationFailedException::new);
    }

    private static SecurityIdentity identity(Caller caller) {
        Person person = caller.person();
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(person.name().value()))
                .addRoles(person.roles().stream().map(Role::word).collect(Collectors.toSet()))
                .addAttribute(Caller.ATTRIBUTE, caller)
                .addAttribute("auth", caller.auth())
                .build();
    }

    private static String fingerprint(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return "token:" + HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
