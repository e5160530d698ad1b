package dev.countersign.gateway.session;

/** A request of a session that has not been answered yet. Called on any thread; must not block. */
public interface OpenRequest {

    /**
     * The agent cancelled it by a notification.
     *
     * @param gaveUpWaiting whether the reason is a timeout of the client, not a wish
     * @return whether the request was held here, so that the server need not hear of it
     */
    boolean cancel(boolean gaveUpWaiting);

    /** Its session was ended. */
    void sessionEnded();
}
