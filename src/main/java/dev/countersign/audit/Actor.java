package dev.countersign.audit;

import java.util.Locale;

/**
 * Who did it.
 *
 * @param id the name of the agent or person, or of the part of the system
 * @param via the channel: mcp, rest, web, slack or start
 * @param auth method and fingerprint of the token or session, empty when there is none; never a secret
 */
public record Actor(Kind kind, String id, String via, String auth) {

    /** What kind of actor. */
    public enum Kind {
        AGENT,
        PERSON,
        POLICY,
        CLOCK,
        SYSTEM;

        /** The word of the audit trail, in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Actor agent(String name) {
        return new Actor(Kind.AGENT, name, "mcp", "");
    }

    public static Actor person(String name, String via, String auth) {
        return new Actor(Kind.PERSON, name, via, auth);
    }

    public static Actor clock() {
        return new Actor(Kind.CLOCK, "clock", "", "");
    }

    public static Actor system(String part) {
        return new Actor(Kind.SYSTEM, part, "", "");
    }

    public static Actor policy(String version) {
        return new Actor(Kind.POLICY, version, "mcp", "");
    }
}
