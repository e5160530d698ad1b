package dev.countersign.inbox.history;

import dev.countersign.approval.ApprovalView;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One call as a line of a file for spreadsheets (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe in
 * front (OWASP, "CSV Injection"): texts come from agents. Whoever needs the exact bytes takes NDJSON.
 */
final class CsvLine {

    static final String HEAD =
            "id,state,server,tool,agent,owner,risk,created,expires,decided by,decided at,comments,digest,"
                    + "arguments,sent instead,answered at,answer\r\n";

    private static final String FORMULA = "=+-@\t\r";

    private CsvLine() {}

    static String of(ApprovalView call) {
        return List.of(
                                call.id().toString(),
                                call.status().word(),
                                call.server().value(),
                                call.tool().value(),
                                call.agent().value(),
                                call.owner().value(),
                                call.risk().word(),
                                call.createdAt().toString(),
                                call.expiresAt().toString(),
                                votes(call, v -> v.by() + " " + v.decision().word()),
                                votes(call, v -> v.at().toString()),
                                votes(call, ApprovalView.CastVote::comment),
                                call.digest().value(),
                                call.argumentsText(),
                                call.edited()
                                        .map(ApprovalView.Edit::argumentsText)
                                        .orElse(""),
                                call.outcome().map(o -> o.at().toString()).orElse(""),
                                call.outcome().map(ApprovalView.Outcome::text).orElse(""))
                        .stream()
                        .map(CsvLine::cell)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    private static String votes(ApprovalView call, java.util.function.Function<ApprovalView.CastVote, String> what) {
        return call.votes().stream().map(what).filter(s -> !s.isEmpty()).collect(Collectors.joining("; "));
    }

    private static String cell(String text) {
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean quote = safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
