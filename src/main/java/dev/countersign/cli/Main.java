package dev.countersign.cli;

import dev.countersign.registry.file.CountersignSources;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Runs the service when there are no arguments, else the tool they name, without starting the service. */
@QuarkusMain
public final class Main {

    private Main() {}

    /** Ends the process with the tool's exit code, or when the service has ended. */
    public static void main(String... arguments) throws InterruptedException {
        if (arguments.length == 0) {
            DatabaseWait.until(System.getenv(), System.out);
            System.setProperty(CountersignSources.SERVING, "true");
            Quarkus.run(null, new FailedStart(System.err), arguments);
        } else {
            System.exit(Tools.run(arguments));
        }
    }
}
