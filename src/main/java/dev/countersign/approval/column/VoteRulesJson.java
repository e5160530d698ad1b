package dev.countersign.approval.column;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.call.HoldTerms.VoteRules;

/** Frozen rules of votes as the text of one column, empty for none; members may be added, none renamed. */
public final class VoteRulesJson {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private VoteRulesJson() {}

    /** The text for the column. */
    public static String write(VoteRules rules) {
        try {
            return rules.equals(VoteRules.NONE) ? "" : JSON.writeValueAsString(rules);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rules of votes are always writable", e);
        }
    }

    /** Reads what {@link #write} wrote, in this version or an earlier one. */
    public static VoteRules read(String column) {
        try {
            return column.isEmpty() ? VoteRules.NONE : JSON.readValue(column, VoteRules.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the rules of votes of a held call cannot be read", e);
        }
    }
}
