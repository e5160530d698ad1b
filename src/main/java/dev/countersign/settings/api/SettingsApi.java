package dev.countersign.settings.api;

import dev.countersign.settings.EffectiveSettings;
import dev.countersign.settings.Setting;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The configuration that counts in this process. */
@Path("/api/v1/settings")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "settings")
public class SettingsApi {

    private final EffectiveSettings settings;

    SettingsApi(EffectiveSettings settings) {
        this.settings = settings;
    }

    /** All of it, by key. */
    public record SettingList(List<Setting> items) {}

    @GET
    @Operation(
            summary = "The configuration that counts",
            description = "Values that are or may hold secrets are hidden.")
    public SettingList settings() {
        return new SettingList(settings.all());
    }
}
