package dev.countersign.gateway.upstream;

import java.util.Optional;

/** One server, reached over its transport. To be called on an event loop; never blocks. */
public interface Upstream {

    /** Sends the request once, without retries or redirects; the sink hears of the answer on the calling event loop. */
    Exchange send(UpstreamRequest request, AnswerSink sink);

    /**
     * Closes a session that was opened at the server but could not be kept here.
     *
     * @param session our id of it
     * @param upstreamId the server's
     */
    void abandon(String session, Optional<String> upstreamId);

    /** A request on its way. */
    interface Exchange {

        /** Nothing was started. */
        Exchange NONE = () -> {};

        /** The agent is gone: closes the exchange with the server too; the sink hears nothing more. */
        void cancel();
    }
}
