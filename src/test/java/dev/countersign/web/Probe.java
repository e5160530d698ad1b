package dev.countersign.web;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;

/** An address behind everything that stands in front of REST methods. */
@Path("/api/v1/probe")
public class Probe {

    @GET
    @RolesAllowed("approver")
    public String get(@QueryParam("limit") @Max(200) int limit) {
        return "reached";
    }

    @POST
    @RolesAllowed("approver")
    @jakarta.ws.rs.Consumes("application/json")
    public String post(JsonNode body) {
        return "reached";
    }

    @GET
    @Path("open")
    public String unannotated() {
        return "reached";
    }

    @GET
    @Path("missing")
    @RolesAllowed("approver")
    public String missing() {
        throw new NotFoundException();
    }

    @GET
    @Path("away")
    @RolesAllowed("approver")
    public String away() throws SQLException {
        throw new SQLException("secret words of the driver", "08006");
    }

    @GET
    @Path("broken")
    @RolesAllowed("approver")
    public String broken() {
        throw new IllegalStateException("secret words of ours");
    }
}
