package dev.countersign.policy.reload;

import dev.countersign.policy.NoPolicy;
import dev.countersign.policy.PolicyErrorsException;
import dev.countersign.policy.compile.CompiledPolicies.Compiled;
import dev.countersign.policy.desk.PolicyArchive;
import dev.countersign.policy.desk.PolicyPlace;
import dev.countersign.policy.desk.PolicyState;
import dev.countersign.policy.desk.PolicyState.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps the policies of this node up to date: looks at the files, takes over what admins put in on any node, and notes in the
 * archive what came into force. One thread of its own, because the archive blocks and files may lie on a slow disk.
 */
final class PolicyWatch implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(PolicyWatch.class);

    /** A change counts when two looks agree: noticed within a second, as the language promises two. */
    private static final long LOOK_MILLIS = 400;

    private final LivePolicies live;
    private final FilePolicies files;
    private final PolicyArchive archive;
    private final Map<PolicyPlace, String> noted = new HashMap<>();
    private final ScheduledExecutorService thread;
    private long newest;
    private boolean away;

    PolicyWatch(LivePolicies live, FilePolicies files, PolicyArchive archive) {
        this.live = live;
        this.files = files;
        this.archive = archive;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread watch = new Thread(work, "policy-watch");
            watch.setDaemon(true);
            return watch;
        });
    }

    /** Takes over what admins have put in so far, then goes on looking. */
    void start() {
        exchange();
        ScheduledFuture<?> unused =
                thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            files.look();
            exchange();
        } catch (RuntimeException broken) {
            LOGGER.error("policies could not be looked at; the old ones stay", broken);
        }
    }

    /**
     * Reads and writes the archive; while PostgreSQL is away everything stays as it is, and is done later. What admins put in comes
     * into force only here and in the order of the archive, so that no older policy can follow a newer one.
     */
    synchronized void exchange() {
        try {
            for (PolicyArchive.Entry entry : archive.since(newest)) {
                adopt(entry);
                newest = Math.max(newest, entry.id());
            }
            live.states().forEach(this::note);
            away = false;
        } catch (RuntimeException e) {
            if (!away) {
                LOGGER.warn("policies could not be exchanged with other nodes: PostgreSQL does not answer");
            }
            away = true;
        }
    }

    private void note(PolicyState state) {
        if (state.source() == Source.FILE && !state.version().equals(noted.get(state.place()))) {
            state.text().ifPresent(text -> archive.note(state.place(), text));
            noted.put(state.place(), state.version());
        }
    }

    /** What an admin put in, here or on another node. A file of the configuration goes first. */
    private void adopt(PolicyArchive.Entry entry) {
        PolicyPlace place = entry.place();
        String now = live.state(place).map(PolicyState::version).orElse(NoPolicy.VERSION);
        if (files.names(place) || now.equals(entry.text().version())) {
            return;
        }
        String name = entry.text().name();
        try {
            Compiled compiled = live.compile(name, entry.text().bytes());
            live.use(place, Source.API, name, entry.text(), compiled);
        } catch (PolicyErrorsException e) {
            live.keep(place, Source.API, name, e.problems());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
