package dev.countersign.admin.api;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The JSON Schema of the policy language, for editors: {@code "$schema": "https://…/schemas/policy.json"}. No secret, for everybody. */
@Path("/schemas/policy.json")
@PermitAll
public class SchemaApi {

    private static final String FILE = "/policy.schema.json";

    private final byte[] schema;

    SchemaApi() {
        try (InputStream in = SchemaApi.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing in this build");
            }
            schema = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @GET
    @Produces("application/schema+json")
    @Operation(hidden = true)
    public Response schema() {
        return Response.ok(schema).build();
    }
}
