package dev.countersign.admin.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.admin.Drafts;
import dev.countersign.admin.Places;
import dev.countersign.admin.ServerDesk;
import dev.countersign.admin.api.Answers.Finding;
import dev.countersign.admin.api.Bodies.BadBodyException;
import dev.countersign.call.RawArguments;
import dev.countersign.call.ToolName;
import dev.countersign.catalogue.suggest.Destructive;
import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.policy.desk.PolicyText;
import dev.countersign.policy.explain.Explanation;
import dev.countersign.policy.trial.BadCaseFileException;
import dev.countersign.policy.trial.CaseFile;
import dev.countersign.policy.trial.TrialAnswer;
import dev.countersign.policy.trial.TrialCall;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** What {@code bin/countersign policy} does, over REST and with what is known of the server. Nothing here changes anything. */
@Path("/api/v1/servers/{name}/policy")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "policies")
public class PolicyToolsApi {

    private final Places places;
    private final ServerDesk desk;
    private final Drafts drafts;

    PolicyToolsApi(Places places, ServerDesk desk, Drafts drafts) {
        this.places = places;
        this.desk = desk;
        this.drafts = drafts;
    }

    /** All problems of a text, in order of position. */
    public record LintResult(List<Finding> problems) {}

    /** What became of the calls of a case file. */
    public record TestResult(int passed, int failed, List<CallResult> calls) {
        static TestResult of(List<TrialCall> calls, List<TrialAnswer> answers) {
            List<CallResult> results = IntStream.range(0, answers.size())
                    .mapToObj(i -> CallResult.of(i, calls.get(i), answers.get(i)))
                    .toList();
            int passed = (int) results.stream().filter(CallResult::ok).count();
            return new TestResult(passed, results.size() - passed, results);
        }
    }

    /** What became of one of them. */
    public record CallResult(
            int call,
            String tool,
            String outcome,
            String rule,
            String message,
            boolean ok,
            @JsonRawValue String explain) {
        static CallResult of(int index, TrialCall call, TrialAnswer answer) {
            return new CallResult(
                    index,
                    call.tool(),
                    answer.outcome(),
                    answer.rule(),
                    answer.message(),
                    answer.fits(call),
                    answer.explanation().toJson());
        }
    }

    @POST
    @Path("/lint")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Everything that is wrong or odd about a text",
            description = "The body is the text, as for PUT; tools and arguments are compared with the server's list")
    public Response lint(@PathParam("name") String name, @Context HttpHeaders headers, byte[] body) {
        Optional<PolicyPlace> place = places.find(name, Optional.empty());
        if (place.isEmpty()) {
            return Answers.noSuchPlace();
        }
        try {
            PolicyText text = Bodies.policy(body, headers.getMediaType());
            return Response.ok(new LintResult(
                            Answers.findings(drafts.lint(place.get().server(), text))))
                    .build();
        } catch (BadBodyException bad) {
            return Answers.problem(400, String.valueOf(bad.getMessage()));
        }
    }

    @POST
    @Path("/test")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Try a policy on written calls",
            description =
                    "{policy?, yaml?, agent?, cases}: the text of a policy (without: the one in force) and a case file as"
                            + " `policy test` reads it")
    public Response test(@PathParam("name") String name, byte[] body) {
        try {
            JsonNode given = Bodies.object(body);
            Optional<PolicyPlace> place = places.find(name, Bodies.text(given, "agent"));
            if (place.isEmpty()) {
                return Answers.noSuchPlace();
            }
            Optional<PolicyText> text =
                    draft(given).or(() -> places.state(place.get()).text());
            if (text.isEmpty()) {
                return Answers.problem(400, "policy is required: there is none in force here.");
            }
            CaseFile cases = CaseFile.read(given.path("cases").toString().getBytes(StandardCharsets.UTF_8));
            return Response.ok(TestResult.of(cases.calls(), drafts.test(text.get(), cases)))
                    .build();
        } catch (BadBodyException bad) {
            return Answers.problem(400, String.valueOf(bad.getMessage()));
        } catch (BadCaseFileException bad) {
            return Answers.problem(400, "cases: " + bad.getMessage());
        } catch (PolicyErrorsException bad) {
            return Answers.refused(bad.problems());
        }
    }

    @POST
    @Path("/explain")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "What would become of a call now, and why",
            description =
                    "{agent?, tool, arguments | argumentsText, policy?, yaml?}; policy: the text to judge by, not in force (without:"
                            + " the one in force). Nothing happens; no place in a limit is taken.")
    public Response explain(@PathParam("name") String name, byte[] body) {
        try {
            JsonNode call = Bodies.object(body);
            Optional<PolicyPlace> place = places.find(name, Bodies.text(call, "agent"));
            if (place.isEmpty()) {
                return Answers.noSuchPlace();
            }
            ToolName tool = new ToolName(Bodies.required(call, "tool"));
            Optional<String> text = Bodies.text(call, "argumentsText")
                    .or(() -> Optional.of(call.path("arguments"))
                            .filter(arguments -> !arguments.isMissingNode())
                            .map(JsonNode::toString));
            RawArguments arguments = text.map(RawArguments::of).orElseGet(RawArguments::absent);
            Optional<PolicyText> draft = draft(call);
            Explanation explanation = draft.isPresent()
                    ? desk.explain(place.get(), drafts.compiled(draft.get()), tool, arguments)
                    : desk.explain(place.get(), tool, arguments);
            return Response.ok(explanation.toJson()).build();
        } catch (BadBodyException bad) {
            return Answers.problem(400, String.valueOf(bad.getMessage()));
        } catch (PolicyErrorsException bad) {
            return Answers.refused(bad.problems());
        }
    }

    /** The text that a body brings along. */
    private static Optional<PolicyText> draft(JsonNode body) throws BadBodyException {
        return Bodies.text(body, "policy")
                .map(policy -> new PolicyText(policy, body.path("yaml").asBoolean()));
    }

    @GET
    @Path("/suggestion")
    @Operation(
            summary = "A policy to begin with",
            description = "{policy, tools: [{name, class, risk, evidence, rule}]}; destructive: hide (default) or hold")
    public Response suggestion(@PathParam("name") String name, @RestQuery Optional<String> destructive) {
        String word = destructive.orElse("hide");
        if (!word.equals("hide") && !word.equals("hold")) {
            return Answers.problem(400, "destructive must be hide or hold.");
        }
        return places.find(name, Optional.empty())
                .map(place -> Response.ok(desk.suggestion(
                                        place.server(), word.equals("hold") ? Destructive.HOLD : Destructive.HIDE)
                                .json())
                        .build())
                .orElseGet(Answers::noSuchPlace);
    }
}
