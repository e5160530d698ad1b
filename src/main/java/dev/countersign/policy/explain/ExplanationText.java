package dev.countersign.policy.explain;

import dev.countersign.call.HoldTerms;
import dev.countersign.json.JsonText;
import dev.countersign.policy.LimitClaim;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Writes an explanation as one JSON text. */
final class ExplanationText {

    /** A tool may have thousands of rules: all that fired are told, and the first of the others. */
    private static final int MOST_SILENT = 200;

    private final Explanation of;
    private final StringBuilder out = new StringBuilder(512);

    ExplanationText(Explanation of) {
        this.of = of;
    }

    String text() {
        out.append('{');
        string("verdict", of.verdict().word());
        string("outcome", of.outcome());
        string("rule", of.rule().value());
        string("message", of.message());
        string("policyVersion", of.policyVersion());
        string("entry", of.entry());
        list("steps", steps(), this::step);
        list("limits", of.limits(), this::limit);
        name("approval");
        of.approval().ifPresentOrElse(this::approval, () -> out.append("null"));
        return out.append('}').toString();
    }

    private List<ExplainedStep> steps() {
        int[] silent = {0};
        return of.steps().stream()
                .filter(step -> step.fired() || ++silent[0] <= MOST_SILENT)
                .toList();
    }

    private void step(ExplainedStep step) {
        out.append('{');
        number("step", BigDecimal.valueOf(step.step()));
        string("pointer", step.pointer().value());
        name("fired").append(step.fired());
        list("conditions", step.conditions(), this::condition);
        out.append('}');
    }

    private void condition(ExplainedStep.Condition condition) {
        out.append('{');
        string("pointer", condition.pointer());
        string("path", condition.path());
        string("op", condition.op());
        string("type", condition.type());
        string("result", condition.result());
        out.append('}');
    }

    private void limit(LimitUse use) {
        LimitClaim claim = use.claim();
        out.append('{');
        string("pointer", claim.rule().value());
        string("counter", use.counter());
        string("scope", claim.scope().name().toLowerCase(Locale.ROOT));
        use.used().ifPresent(used -> number("used", used));
        if (!use.readsAmount()) {
            number("amount", claim.amount());
        }
        number("max", claim.max());
        number("window", BigDecimal.valueOf(claim.window().toSeconds()));
        out.append('}');
    }

    private void approval(HoldTerms terms) {
        out.append('{');
        number("quorum", BigDecimal.valueOf(terms.quorum()));
        list("groups", terms.groups().stream().sorted().toList(), group -> JsonText.append(out, group));
        terms.expiresAfter().ifPresent(time -> string("expiresAfter", time.toString()));
        terms.idempotencyKey().ifPresent(key -> string("idempotencyKey", key));
        out.append('}');
    }

    private void string(String key, String value) {
        JsonText.append(name(key), value);
    }

    private void number(String key, BigDecimal value) {
        name(key).append(value);
    }

    private <T> void list(String key, List<T> elements, Consumer<T> write) {
        name(key).append('[');
        for (T element : elements) {
            separate();
            write.accept(element);
        }
        out.append(']');
    }

    private StringBuilder name(String key) {
        separate();
        return JsonText.append(out, key).append(':');
    }

    private void separate() {
        char last = out.charAt(out.length() - 1);
        if (last != '{' && last != '[' && last != ':') {
            out.append(',');
        }
    }
}
