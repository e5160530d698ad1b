package dev.countersign.directory.page;

import dev.countersign.call.ServerName;
import dev.countersign.directory.AgentEntry;
import dev.countersign.directory.PersonEntry;
import dev.countersign.directory.TokenInfo;
import dev.countersign.identity.Role;
import dev.countersign.inbox.text.ShownText;
import dev.countersign.inbox.view.Moment;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the pages show. */
final class DirectoryViews {

    private DirectoryViews() {}

    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A live token in the list. */
    record TokenRow(
            String id, ShownText label, String madeBy, Moment made, Optional<Moment> used, Optional<Moment> ends) {
        static List<TokenRow> of(List<TokenInfo> tokens, Instant now) {
            return tokens.stream()
                    .map(token -> new TokenRow(
                            token.id().toString(),
                            ShownText.of(token.label()),
                            token.madeBy(),
                            Moment.ago(token.madeAt(), now),
                            token.lastUsedAt().map(at -> Moment.ago(at, now)),
                            token.endsAt().map(at -> Moment.left(at, now))))
                    .toList();
        }
    }

    /**
     * The tokens of somebody and the form for another.
     *
     * @param action where the forms go
     * @param key of the form, so that one token is made however often it is sent
     */
    record Tokens(List<TokenRow> rows, String action, String key, boolean editable) {}

    /**
     * A secret that is told once.
     *
     * @param what it is, in words
     */
    record Secret(String what, String value) {
        static final Secret NONE = new Secret("", "");

        @Override
        public String toString() {
            return "Secret[" + what + "]";
        }
    }

    /** An agent in the list. */
    record AgentRow(String name, String href, String owner, String servers, String state, String tokens) {
        static AgentRow of(AgentEntry agent) {
            String servers =
                    agent.grants().stream().map(ServerName::value).sorted().collect(Collectors.joining(", "));
            return new AgentRow(
                    agent.name().value(),
                    "/agents/" + encoded(agent.name().value()),
                    agent.owner().value(),
                    servers.isEmpty() ? "no server" : servers,
                    agent.fromFile() ? "from the file" : agent.disabled() ? "disabled" : "",
                    agent.fromFile() ? "" : count(agent.tokens().size(), "token"));
        }
    }

    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** An agent on its page. */
    record AgentView(String name, String href, String owner, boolean fromFile, boolean disabled, List<Grant> grants) {}

    /**
     * What an agent may do with a server.
     *
     * @param own whether the grant has a policy of its own
     */
    record Grant(String server, String policyHref, boolean granted, boolean own) {}

    /** A person in the list. */
    record PersonRow(String name, String href, String roles, String groups, String state, Optional<Moment> lastSeen) {
        static PersonRow of(PersonEntry person, Instant now) {
            String roles =
                    person.facts().roles().stream().map(Role::word).sorted().collect(Collectors.joining(", "));
            return new PersonRow(
                    person.name().value(),
                    "/people/" + encoded(person.name().value()),
                    roles.isEmpty() ? "no role" : roles,
                    person.facts().groups().stream().sorted().collect(Collectors.joining(", ")),
                    person.fromFile() ? "from the file" : person.facts().disabled() ? "disabled" : "",
                    person.lastSeen().map(at -> Moment.ago(at, now)));
        }
    }

    /** A person on their page. */
    record PersonView(String name, String href, boolean fromFile, boolean password, String sessions, Facts facts) {
        static PersonView of(PersonEntry person) {
            return new PersonView(
                    person.name().value(),
                    "/people/" + encoded(person.name().value()),
                    person.fromFile(),
                    person.password(),
                    person.sessions() == 0
                            ? "Not logged in anywhere."
                            : "Logged in with " + count(person.sessions(), "browser") + ".",
                    Facts.of(
                            person.facts().roles(),
                            person.facts().groups().stream().sorted().collect(Collectors.joining(", ")),
                            person.facts().email(),
                            person.facts().disabled()));
        }
    }

    /** The fields of a person. */
    record Facts(List<RoleBox> roles, String groups, String email, boolean disabled) {
        static Facts of(Set<Role> roles, String groups, String email, boolean disabled) {
            return new Facts(
                    Arrays.stream(Role.values())
                            .map(role -> new RoleBox(role.word(), meaning(role), roles.contains(role)))
                            .toList(),
                    groups,
                    email,
                    disabled);
        }

        private static String meaning(Role role) {
            return switch (role) {
                case APPROVER -> "decides held calls, but none of their own agents";
                case ADMIN -> "changes servers, policies, agents, people; does not decide";
                case AUDITOR -> "reads everything and exports the trail";
            };
        }
    }

    /** A role that can be ticked. */
    record RoleBox(String word, String meaning, boolean has) {}
}
