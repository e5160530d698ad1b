package dev.countersign.gateway.budget;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is known of a client at its default settings.
 *
 * @param names of {@code clientInfo.name}, whole; none: it cannot be told from others
 * @param budget how long one exchange of it may be held; only where its default is shorter than the safe one, or not prolonged by
 *     progress
 * @param progressResets whether progress starts its timer anew
 * @param page what people read about it
 */
public record ClientProfile(
        String client, List<Pattern> names, Optional<Duration> budget, boolean progressResets, Page page) {

    public ClientProfile {
        names = List.copyOf(names);
    }

    /**
     * The words of its row in the documentation.
     *
     * @param source where the figures come from
     */
    public record Page(String givesUp, String progress, String resumes, String setting, String source) {}

    boolean isOf(String clientName) {
        return names.stream().anyMatch(name -> name.matcher(clientName).matches());
    }
}
