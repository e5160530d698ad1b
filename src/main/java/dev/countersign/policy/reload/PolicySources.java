package dev.countersign.policy.reload;

import dev.countersign.policy.desk.PolicyPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Which files hold policies, for whom. A bean that reads the configuration implements it. */
public interface PolicySources {

    /** One policy file. */
    record Source(PolicyPlace place, Path file) {}

    /** All files that the configuration names. */
    List<Source> sources();

    /** Whether there is this server, and where the place names one, this grant. */
    boolean knows(PolicyPlace place);

    /** {@code hold.expires-after}: how long a call is held whose rule does not say. */
    Duration holdExpiresAfter();
}
