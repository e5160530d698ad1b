package dev.countersign.gateway.upstream;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** Where the answer of a server goes, as it comes: a head, chunks, an end; or a failure at any point, and then nothing more. */
public interface AnswerSink {

    /** Status and headers, at once when they came. */
    void head(int status, MultiMap headers);

    /** The next bytes of the body. */
    void chunk(Buffer bytes);

    /** The body is complete. */
    void end();

    void failed(UpstreamFailure failure);

    /** Whether the receiver cannot keep up for now. */
    boolean isFull();

    /** Asks to be told once when there is room again. */
    void whenDrained(Runnable resume);
}
