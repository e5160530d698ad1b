package dev.countersign.gateway.protocol;

/** The states of 2026-07-28 that clients carry from one leg of a call to the next: ours have a prefix, all others are the server's. */
public final class RequestState {

    /** Starts every state of the gateway's own; the number is the version of their form. */
    public static final String PREFIX = "cs1.";

    private RequestState() {}

    /** Whether it claims to be one of ours, true or forged: then it is never passed on. */
    public static boolean isOurs(String state) {
        return state.startsWith(PREFIX);
    }
}
