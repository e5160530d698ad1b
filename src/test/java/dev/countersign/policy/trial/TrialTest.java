package dev.countersign.policy.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.policy.Calls;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls that are tried without a server come to the same ends as calls of the gateway. */
class TrialTest {

    private static final String LIMITED =
            "{'version':'1','default':'deny','tools':{'pay':{'limits':[{'window':'hour','max':1}]},"
                    + "'ask':{'action':'require_approval','limits':[{'window':'hour','max':1}]}}}";

    private static CaseFile cases(String text) throws BadCaseFileException {
        return CaseFile.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> outcomes(String calls) throws BadCaseFileException {
        CaseFile cases = cases("{'calls':[" + calls + "]}");
        return new Trial(Calls.policy(LIMITED), cases.tools(), Duration.ofHours(1))
                .decide(cases.calls()).stream().map(TrialAnswer::outcome).toList();
    }

    @Test
    void shouldFreeAPlaceExactlyOneWindowLater() throws BadCaseFileException {
        assertThat(
                        outcomes(
                                "{'tool':'pay'},{'tool':'pay','at':'2026-01-01T00:59:59.999Z'},{'tool':'pay','at':'2026-01-01T01:00:00Z'}"))
                .containsExactly("allow", "deny", "allow");
    }

    @Test
    void shouldGivePlacesBackWhenTheServerSurelyDidNothing() throws BadCaseFileException {
        assertThat(outcomes(
                        "{'tool':'pay','upstream':'http:400'},{'tool':'pay','upstream':'tool_error'},{'tool':'pay'}"))
                .containsExactly("allow", "allow", "deny");
    }

    @Test
    void shouldCountAHeldCallFromItsRelease() throws BadCaseFileException {
        assertThat(
                        outcomes(
                                "{'tool':'ask','then':'expire'},{'tool':'ask','then':'approve','thenAt':'2026-01-01T00:50:00Z'},"
                                        + "{'tool':'ask','at':'2026-01-01T01:49:00Z'},{'tool':'ask','at':'2026-01-01T01:50:00Z'}"))
                .containsExactly("hold", "hold", "deny", "hold");
    }

    @Test
    void shouldRefuseArgumentsThatCanBeReadInTwoWays() throws BadCaseFileException {
        assertThat(outcomes("{'tool':'pay','argsText':'{\\'a\\':1,\\'a\\':2}'}".replace("\\'", "\\\"")))
                .containsExactly("refused");
    }

    @Test
    void shouldNameThePlaceWhenACaseFileCannotBeUsed() {
        assertThatThrownBy(() -> cases("{'calls':[{'tool':'a'},{'tool':'a','at':'noon'}]}"))
                .hasMessage("/calls/1: at must be a time in UTC, like 2026-01-01T00:00:00Z");
        assertThatThrownBy(() -> cases("{'calls':[{'tool':'a','expect':'alow'}]}"))
                .hasMessageContaining("expect must be");
        assertThatThrownBy(() -> cases("{'calls':[}")).hasMessageContaining("line 1, column 11");
        assertThatThrownBy(() -> cases("{'tools':[{}],'calls':[]}"))
                .hasMessageContaining("a tool is an object with a name");
    }
}
