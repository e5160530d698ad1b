package dev.countersign.gateway.downstream.bound;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request whole: it must be judged before any byte of it goes on. */
public final class BodyReader {

    /** The largest body, in bytes (security design, section 17). */
    public static final int LARGEST = 10 * 1024 * 1024;

    private final Patience patience;
    private final HttpServerRequest in;
    private final Consumer<byte[]> whole;
    private final Consumer<Fault> failed;
    private Buffer read = Buffer.buffer();
    private Patience.@Nullable Waiting waiting;
    private boolean over;

    /** Why there is no body. */
    public enum Fault {
        TOO_LARGE,
        TOO_SLOW
    }

    /** With the request, and who hears of its body or of the fault. */
    public BodyReader(Patience patience, HttpServerRequest in, Consumer<byte[]> whole, Consumer<Fault> failed) {
        this.patience = patience;
        this.in = in;
        this.whole = whole;
        this.failed = failed;
    }

    /** Exactly one of the receivers is called, unless the connection closes before. */
    public void start() {
        String length = in.getHeader("content-length");
        if (length != null && tooLong(length)) {
            failed.accept(Fault.TOO_LARGE);
            return;
        }
        in.handler(this::part);
        in.endHandler(end -> end());
        in.exceptionHandler(gone -> stop());
        in.resume();
        if (!over) {
            waiting = patience.begin(() -> fail(Fault.TOO_SLOW));
        }
    }

    private void part(Buffer bytes) {
        if (over) {
            return;
        }
        if (read.length() + bytes.length() > LARGEST) {
            fail(Fault.TOO_LARGE);
        } else if (read.length() == 0) {
            read = bytes;
        } else {
            read.appendBuffer(bytes);
        }
    }

    private void end() {
        if (!over) {
            stop();
            whole.accept(read.getBytes());
        }
    }

    private void fail(Fault fault) {
        if (!over) {
            stop();
            failed.accept(fault);
        }
    }

    private void stop() {
        over = true;
        Patience.Waiting inLine = waiting;
        if (inLine != null) {
            inLine.over();
        }
    }

    private static boolean tooLong(String length) {
        try {
            return Long.parseLong(length) > LARGEST;
        } catch (NumberFormatException e) {
            return true;
        }
    }
}
