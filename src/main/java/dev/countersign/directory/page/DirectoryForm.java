package dev.countersign.directory.page;

import dev.countersign.audit.Actor;
import dev.countersign.call.IdSource;
import dev.countersign.directory.Directory;
import dev.countersign.directory.DirectoryException;
import dev.countersign.directory.Holder;
import dev.countersign.directory.TokenInfo;
import dev.countersign.directory.page.DirectoryViews.Secret;
import dev.countersign.directory.page.DirectoryViews.TokenRow;
import dev.countersign.directory.page.DirectoryViews.Tokens;
import dev.countersign.inbox.Desk;
import dev.countersign.inbox.Form;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What the forms of agents and people have in common: tokens, and who sends them. */
@ApplicationScoped
class DirectoryForm {

    static final String STALE = "This form is out of date or not ours. Nothing was changed.";

    private final Directory directory;
    private final IdSource ids;
    private final Desk desk;

    DirectoryForm(Directory directory, IdSource ids, Desk desk) {
        this.directory = directory;
        this.ids = ids;
        this.desk = desk;
    }

    Actor actor() {
        return Actor.person(
                desk.caller().person().name().value(), "web", desk.caller().auth());
    }

    Tokens tokens(List<TokenInfo> tokens, String action, boolean editable) {
        return new Tokens(TokenRow.of(tokens, desk.now()), action, ids.uuid().toString(), editable);
    }

    /** Makes the token that the form asks for. */
    Secret issue(Holder holder, Form form) throws DirectoryException {
        String token = directory
                .issue(holder, form.get("label").strip(), overlap(form), id(form.get("key")), actor())
                .token();
        return new Secret("Token of " + holder.name(), token);
    }

    private static Duration overlap(Form form) {
        return switch (form.get("overlap")) {
            case "none" -> Duration.ZERO;
            case "hour" -> Duration.ofHours(1);
            case "week" -> Duration.ofDays(7);
            default -> Duration.ofDays(1);
        };
    }

    void end(Holder holder, Form form) throws DirectoryException {
        directory.end(holder, id(form.get("end")), actor());
    }

    private static UUID id(String text) throws DirectoryException {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw DirectoryException.invalid(STALE);
        }
    }
}
