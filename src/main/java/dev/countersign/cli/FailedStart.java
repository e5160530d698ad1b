package dev.countersign.cli;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is said last when the service does not start: the reason, as a person can act on it. A refusal of ours (a bad policy, a bad
 * configuration) is said without the calls that led to it; anything else comes with them, and its reason after them.
 */
final class FailedStart implements BiConsumer<Integer, Throwable> {

    private static final String OURS = "dev.countersign.";

    private final PrintStream terminal;

    FailedStart(PrintStream terminal) {
        this.terminal = terminal;
    }

    /** Ends the process; without a cause it has run and ended as it should. */
    @Override
    public void accept(Integer exitCode, @Nullable Throwable cause) {
        if (cause != null) {
            tell(cause);
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(exitCode, cause);
    }

    /** Prints the reason, last. */
    void tell(Throwable failure) {
        List<Throwable> causes = causes(failure);
        Throwable reason = causes.stream()
                .filter(FailedStart::isRefusal)
                .findFirst()
                .orElseGet(() -> causes.get(causes.size() - 1));
        if (!isRefusal(reason)) {
            failure.printStackTrace(terminal);
        }
        String message = reason.getMessage();
        terminal.println("countersign: not started: "
                + (message == null || message.isBlank() ? reason.getClass().getName() : message));
        terminal.flush();
    }

    /** Thrown by our own code for people to read, or by what reads the configuration. */
    private static boolean isRefusal(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        boolean ours = trace.length > 0 && trace[0].getClassName().startsWith(OURS);
        boolean refuses = thrown instanceof IllegalStateException || thrown instanceof IllegalArgumentException;
        return thrown instanceof ConfigurationException || (ours && refuses && thrown.getMessage() != null);
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        Set<Throwable> known = Collections.newSetFromMap(new IdentityHashMap<>());
        for (@Nullable Throwable next = failure; next != null && known.add(next); next = next.getCause()) {
            causes.add(next);
        }
        return causes;
    }
}
