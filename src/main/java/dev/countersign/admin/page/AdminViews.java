package dev.countersign.admin.page;

import dev.countersign.admin.ServerSummary;
import dev.countersign.admin.ToolView;
import dev.countersign.catalogue.listing.Listing;
import dev.countersign.inbox.text.ShownText;
import dev.countersign.inbox.view.Badge;
import dev.countersign.inbox.view.Moment;
import dev.countersign.inbox.view.Why;
import dev.countersign.policy.PolicyProblem;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.policy.desk.PolicyVersion;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the pages show. */
final class AdminViews {

    private AdminViews() {}

    /** The path of a server's page. */
    static String href(String server) {
        return "/servers/" + encoded(server);
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A server in the list. */
    record ServerRow(String name, String href, String transport, String policy, String tools, String agents) {
        static ServerRow of(ServerSummary server) {
            String policy = switch (server.policy().source()) {
                case FILE -> "policy of a file";
                case API -> "policy set here";
                case NONE -> "no policy: every call is denied";
            };
            return new ServerRow(
                    server.name(),
                    AdminViews.href(server.name()),
                    server.transport(),
                    policy + (server.policy().stale() ? ", a newer text was refused" : ""),
                    server.tools() + " tools" + (server.changed() > 0 ? ", " + server.changed() + " changed" : "")
                            + (server.listing().problem().isPresent() ? ", the list is not to be had" : ""),
                    server.agents().isEmpty() ? "no agent" : String.join(", ", server.agents()));
        }
    }

    /**
     * How the gateway came by the list.
     *
     * @param problem why it could not have it; empty when it could
     */
    record ListView(Optional<Moment> at, String problem) {
        static ListView of(Listing listing, Instant now) {
            return new ListView(
                    listing.listedAt().map(at -> Moment.ago(at, now)),
                    listing.problem().orElse(""));
        }
    }

    /** A tool that the server has listed once. */
    record GoneRow(String raw, ShownText name, Moment since) {
        static GoneRow of(ToolView tool, Instant since, Instant now) {
            return new GoneRow(tool.name(), ShownText.of(tool.name()), Moment.ago(since, now));
        }
    }

    /**
     * A place whose policy is shown.
     *
     * @param agent whose grant; empty for the server's own
     * @param query what an address needs to name the place again
     */
    record PlaceView(String server, String href, String agent, String query, List<String> agents) {
        static PlaceView of(PolicyPlace place, List<String> agents) {
            String server = place.server().value();
            String agent = place.agent().map(Object::toString).orElse("");
            return new PlaceView(
                    server, AdminViews.href(server), agent, agent.isEmpty() ? "" : "?agent=" + encoded(agent), agents);
        }
    }

    /** A tool in the list of a server's page. */
    record ToolRow(
            String raw,
            ShownText name,
            ShownText evidence,
            Badge badge,
            String verdict,
            String pin,
            String acceptedBy,
            Optional<ShownText> diff,
            ShownText recommended) {
        static ToolRow of(ToolView tool) {
            return new ToolRow(
                    tool.name(),
                    ShownText.of(tool.name()),
                    ShownText.of(tool.entry().classified().evidence()),
                    Badge.of(tool.risk()),
                    tool.verdict().word(),
                    tool.entry().pin(),
                    tool.entry().acceptedBy().orElse(""),
                    tool.change().map(change -> ShownText.exact(change.diff())),
                    ShownText.exact(tool.recommended().rule()));
        }
    }

    /**
     * The policy in the editor.
     *
     * @param version that the person has seen in force
     * @param editable whether no file names it
     */
    record Editor(String text, String version, boolean yaml, boolean editable, List<Finding> findings) {
        static List<Finding> findings(String text, List<PolicyProblem> problems) {
            List<String> lines = text.lines().toList();
            return problems.stream().map(problem -> Finding.of(problem, lines)).toList();
        }
    }

    /**
     * Something wrong with the text in the editor.
     *
     * @param line the line it stands in
     * @param mark as many spaces as there are before the place, and an arrow
     */
    record Finding(String where, String severity, String message, String pointer, ShownText line, String mark) {
        private static final int BEFORE = 60;
        private static final int WIDTH = 120;

        static Finding of(PolicyProblem problem, List<String> lines) {
            String line = problem.line() <= lines.size() ? lines.get(problem.line() - 1) : "";
            int column = Math.min(problem.column() - 1, line.length());
            int from = Math.max(0, column - BEFORE);
            return new Finding(
                    "Line " + problem.line() + ", column " + problem.column(),
                    problem.severity().word(),
                    problem.message(),
                    problem.pointer(),
                    ShownText.of(line.substring(from, Math.min(line.length(), from + WIDTH))),
                    " ".repeat(column - from) + "^");
        }
    }

    /** A version of the policy. */
    record VersionRow(String id, String version, String author, ShownText note, Moment at) {
        static VersionRow of(PolicyVersion version, Instant now) {
            return new VersionRow(
                    Long.toString(version.id()),
                    version.version(),
                    version.author().isEmpty() ? "the file" : version.author(),
                    ShownText.of(version.note()),
                    Moment.ago(version.at(), now));
        }
    }

    /**
     * The form of the dry run, and what came out.
     *
     * @param result by the text in the editor
     * @param inForce the verdict of the policy in force where that is another text; else empty
     */
    record DryRun(String tool, String arguments, Optional<Why> result, String inForce) {
        static final DryRun NONE = new DryRun("", "{}", Optional.empty(), "");
    }

    /**
     * What stands between the editor and saving.
     *
     * @param diff against what is in force
     * @param changes tools whose verdict changes, what becomes weaker first
     */
    record Review(ShownText diff, List<ChangeRow> changes, String note) {
        public boolean weaker() {
            return changes.stream().anyMatch(ChangeRow::weaker);
        }
    }

    /** A tool whose verdict changes. */
    record ChangeRow(ShownText tool, String was, String now, boolean weaker) {}
}
