package dev.countersign.directory;

import java.util.Locale;

/** Whose token it is. */
public record Holder(Kind kind, String name) {

    /** What a token opens. */
    public enum Kind {
        /** {@code /mcp/{granted server}} only. */
        AGENT("csa_"),
        /** {@code /api} only. */
        PERSON("csp_");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        /** What its tokens begin with. */
        public String prefix() {
            return prefix;
        }

        /** The word of the table and of the audit trail. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Holder agent(String name) {
        return new Holder(Kind.AGENT, name);
    }

    public static Holder person(String name) {
        return new Holder(Kind.PERSON, name);
    }
}
