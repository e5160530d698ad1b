package dev.countersign.catalogue.pin;

import dev.countersign.call.ServerName;
import dev.countersign.call.ToolName;
import java.util.List;

/** Where admins look at changed tools, and accept them. Blocking. */
public interface ToolAcceptance {

    /** Who accepts: the person, the channel, and method and fingerprint of the token or session. */
    record By(String person, String via, String auth) {}

    /** The tools of a server whose definition is not the accepted one. */
    List<ChangedTool> changed(ServerName server);

    /**
     * Accepts the definition that the admin has seen.
     *
     * @param pin of that definition
     * @return false when it is no longer the one that the server lists
     */
    boolean accept(ServerName server, ToolName tool, String pin, By by);
}
