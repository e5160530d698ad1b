package dev.countersign.gateway.upstream.stdio;

/** A request that the program has not answered yet. Told on the thread that reads the program; must not block. */
interface Pending {

    /** A message that belongs to it came before its response. */
    void message(byte[] line);

    void response(byte[] line);

    /** The program ended first. */
    void ended();

    /** Whether it can take messages before its response. */
    boolean listens();

    /** Whether a progress notification with this token, as exact JSON text, is about it. */
    boolean has(String progressToken);
}
