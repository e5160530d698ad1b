package dev.countersign.approval.store;

import dev.countersign.approval.Command;
import dev.countersign.approval.Outcome;
import java.util.Optional;

/** How a sending may end. */
final class Ends {

    static final String RESPONSE = "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"content\":[]}}";
    static final Command DONE = new Command.Answer(new Outcome(false, true, "done", Optional.of(RESPONSE)));
    static final Command FAILED = new Command.Answer(new Outcome(true, true, "no money", Optional.of(RESPONSE)));
    static final Command LOST = new Command.LoseAnswer(new Outcome(true, true, "lost", Optional.empty()));

    private Ends() {}
}
