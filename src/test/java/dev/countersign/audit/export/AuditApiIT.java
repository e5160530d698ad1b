package dev.countersign.audit.export;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.countersign.audit.AuditEntries;
import dev.countersign.audit.AuditEntry;
import dev.countersign.audit.AuditLog;
import dev.countersign.audit.AuditTrail;
import dev.countersign.audit.verify.Report;
import dev.countersign.audit.verify.Verifier;
import dev.countersign.fixtures.InfraResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
class AuditApiIT {

    @Inject
    AuditLog log;

    @Inject
    AuditTrail trail;

    @TempDir
    Path folder;

    @Test
    @TestSecurity(user = "iris", roles = "auditor")
    void shouldGiveSignedFileWhenAuditorExports() throws IOException {
        // given
        String approval = lived();
        // when
        String text = given().get("/api/v1/audit/export")
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .header("Content-Disposition", containsString("attachment"))
                .extract()
                .asString();
        // then
        Report report = verify(text);
        assertThat(report.result()).as(report.text()).isEqualTo(Report.Result.WHOLE);
        assertThat(text).contains(approval).contains("\"exportedBy\":\"iris\"");
        assertThat(text.lines().filter(line -> line.contains("audit.exported"))).isNotEmpty();
    }

    @Test
    @TestSecurity(user = "iris", roles = "auditor")
    void shouldLeaveOutAllElseWhenExportIsFiltered() throws IOException {
        // given
        String mine = lived();
        String other = lived();
        // when
        String text = given().queryParam("approval", mine)
                .get("/api/v1/audit/export")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        // then
        assertThat(verify(text).result()).as(verify(text).text()).isEqualTo(Report.Result.PARTIAL);
        assertThat(text).contains(mine).doesNotContain(other);
    }

    @Test
    @TestSecurity(user = "root", roles = "admin")
    void shouldPageNewestFirstWhenThereIsMoreThanTheLimit() {
        // given
        String approval = lived();
        trail.seal();
        // when
        String next = given().queryParam("approval", approval)
                .queryParam("limit", 4)
                .get("/api/v1/audit")
                .then()
                .statusCode(200)
                .body("items", hasSize(4))
                .body("items[0].step", equalTo(6))
                .body("nextCursor", notNullValue())
                .extract()
                .path("nextCursor");
        // then
        given().queryParam("approval", approval)
                .queryParam("limit", 4)
                .queryParam("cursor", next)
                .get("/api/v1/audit")
                .then()
                .statusCode(200)
                .body("items.step", equalTo(List.of(2, 1)))
                .body("nextCursor", nullValue());
    }

    @Test
    @TestSecurity(user = "iris", roles = "auditor")
    void shouldRefuseWhenValueIsWrong() {
        for (String wrong : List.of("limit=0", "limit=201", "limit=x", "cursor=x", "from=yesterday", "to=1")) {
            given().get("/api/v1/audit?" + wrong).then().statusCode(400);
        }
    }

    @Test
    @TestSecurity(user = "bob", roles = "approver")
    void shouldRefuseWhenCallerOnlyApproves() {
        given().get("/api/v1/audit").then().statusCode(403);
        given().get("/api/v1/audit/export").then().statusCode(403);
    }

    @Test
    void shouldRefuseWhenNobodyIsLoggedIn() {
        given().get("/api/v1/audit").then().statusCode(401);
        given().get("/api/v1/audit/export").then().statusCode(401);
    }

    private String lived() {
        String approval = UUID.randomUUID().toString();
        for (AuditEntry entry : AuditEntries.completed(approval)) {
            QuarkusTransaction.requiringNew().run(() -> log.record(entry));
        }
        return approval;
    }

    private Report verify(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("export.ndjson"), text);
        return new Verifier(List.of(trail.signingKey().fingerprint()), List.of()).verify(file);
    }
}
