package dev.countersign.registry.file;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code countersign:} tree. A key that is not here stops the start with a message that names it. */
@ConfigMapping(prefix = "countersign")
public interface CountersignConfig {

    /** Upstream MCP servers by name. */
    Map<String, ServerConfig> servers();

    /** Agents by name. */
    Map<String, AgentConfig> agents();

    /** Local accounts by name. */
    Map<String, PersonConfig> people();

    /** How calls are held. */
    HoldConfig hold();

    /** Web sessions of people. */
    SessionConfig session();

    /** No embedded secrets, no plain passwords, https links. */
    @WithDefault("false")
    boolean production();

    /** How people and links reach this deployment, for instance {@code https://approvals.example.com}. */
    Optional<URI> publicUrl();

    /** Further Host and Origin values that are accepted. */
    Optional<List<String>> allowedHosts();

    /** The configuration file ({@code COUNTERSIGN_CONFIG}). */
    Optional<String> config();

    /** The folder of embedded data and generated secrets ({@code COUNTERSIGN_DATA}). */
    @WithDefault("data")
    String data();

    /** The key for what is encrypted or signed at rest ({@code COUNTERSIGN_SECRET_KEY}). */
    Optional<String> secretKey();

    /** {@code embedded} or {@code external}: where Kafka and PostgreSQL are, as the launcher knows. */
    @WithDefault("external")
    String infra();

    /** That one Kafka broker is meant: no acknowledged record survives its disk. */
    @WithDefault("false")
    boolean singleBroker();

    /** A named place where a test ends the process; ignored in production. */
    Optional<String> crashAt();

    /** What this node is called in the audit trail; made up when absent. */
    Optional<String> node();

    /** The audit trail. */
    AuditConfig audit();

    /** MCP sessions of agents. */
    McpConfig mcp();

    /** The tools of the servers. */
    CatalogueConfig catalogue();

    /** The project's folder, for scripts; not used by the service. */
    Optional<String> home();

    /** An upstream MCP server: {@code url} or {@code command}. */
    interface ServerConfig {
        /** Streamable HTTP. */
        Optional<URI> url();

        /** The gateway's own headers for it, credentials among them. */
        Map<String, String> headers();

        /** The argument vector of a stdio server. */
        Optional<List<String>> command();

        /** Its environment, beside PATH, HOME and LANG. */
        Map<String, String> env();

        /** The policy of every grant that names none of its own. */
        Optional<String> policy();

        /** Time one exchange is held at most: {@code AUTO} or a duration. */
        Optional<String> holdBudget();

        /** Calls of a tool whose definition is not the accepted one: {@code hold}, {@code deny} or {@code off}. */
        @WithDefault("hold")
        String pin();
    }

    /** An agent. */
    interface AgentConfig {
        /** Its token, 20 characters or more. */
        Optional<String> token();

        /** Or the SHA-256 of its token, in hexadecimal. */
        Optional<String> tokenSha256();

        /** The person whose agent it is: never an approver of its calls. */
        String owner();

        /** The servers it may use. */
        Map<String, GrantConfig> grants();

        /** Time one exchange is held at most: {@code AUTO} or a duration. */
        Optional<String> holdBudget();
    }

    /** A grant; {@code {}} is a whole one. */
    interface GrantConfig {
        /** A policy of its own instead of the server's. */
        Optional<String> policy();

        /** False takes the grant away. */
        @WithDefault("true")
        boolean enabled();
    }

    /** A local account. */
    interface PersonConfig {
        /** REST token, 20 characters or more. */
        Optional<String> token();

        /** Or the SHA-256 of it, in hexadecimal. */
        Optional<String> tokenSha256();

        /** Web login, bcrypt with a cost of 12 or more. */
        Optional<String> passwordHash();

        /** Web login in plain text; refused in production. */
        Optional<String> password();

        /** approver, admin, auditor. */
        Optional<List<String>> roles();

        /** For rules that narrow who may vote. */
        Optional<List<String>> groups();

        /** For notifications. */
        Optional<String> email();
    }

    /** How calls are held. */
    interface HoldConfig {
        /** A pending call nobody decides is refused after this. */
        @WithDefault("PT1H")
        Duration expiresAfter();

        /** Time one exchange is held at most: {@code AUTO} or a duration. */
        @WithDefault("AUTO")
        String budget();

        /** Silence allowed on a held stream. */
        @WithDefault("PT5S")
        Duration heartbeat();

        /** Whether a client that declares it is asked to show the approval's link. */
        @WithDefault("false")
        boolean elicitation();
    }

    /** The audit trail. */
    interface AuditConfig {
        /** Allowed calls that wait to be written, at most; when full, calls are refused. */
        @WithDefault("50000")
        int buffer();
    }

    /** MCP sessions of agents. */
    interface McpConfig {
        /** Ends after so long without a request. */
        @WithDefault("PT24H")
        Duration sessionIdle();
    }

    /** The tools of the servers. */
    interface CatalogueConfig {
        /** Each server is asked for its tools at the start and after so long; {@code PT0S}: never. */
        @WithDefault("PT5M")
        Duration refresh();
    }

    /** Web sessions of people. */
    interface SessionConfig {
        /** Ends after so long without a person's action. */
        @WithDefault("PT30M")
        Duration idle();

        /** Ends after so long in any case. */
        @WithDefault("PT12H")
        Duration max();

        /** Critical calls are approved within so long of the login only; none: at any time. */
        Optional<Duration> stepUp();
    }
}
