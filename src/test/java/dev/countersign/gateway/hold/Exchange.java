package dev.countersign.gateway.hold;

import dev.countersign.gateway.HeldAnswer;
import dev.countersign.gateway.RawMessage;
import dev.countersign.gateway.Waiter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** The agent's side of a held call: what it was told, and whether it still listens. */
final class Exchange implements Waiter {

    final List<HeldAnswer> answers = new CopyOnWriteArrayList<>();
    final List<String> relayed = new CopyOnWriteArrayList<>();
    volatile boolean open = true;
    volatile boolean superseded;
    volatile boolean comesBack;
    Runnable whenTold = () -> {};

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void relay(RawMessage message) {
        relayed.add(message.text());
    }

    @Override
    public void supersede() {
        open = false;
        superseded = true;
    }

    @Override
    public boolean sendAway() {
        return comesBack;
    }

    @Override
    public CompletionStage<Boolean> deliver(HeldAnswer answer) {
        whenTold.run();
        answers.add(answer);
        return CompletableFuture.completedFuture(open);
    }

    /** The words of every answer. */
    List<String> words() {
        return answers.stream().map(Exchange::words).toList();
    }

    private static String words(HeldAnswer answer) {
        if (answer instanceof HeldAnswer.ComeBack) {
            return "come back";
        }
        if (answer instanceof HeldAnswer.Ours ours) {
            return ours.told().text().replaceFirst("].*", "]");
        }
        return answer instanceof HeldAnswer.Failed failed ? "failed, sent " + failed.sent() : "from the server";
    }
}
