package dev.countersign.audit.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.countersign.audit.AuditTrail.PublicKey;
import dev.countersign.audit.Chain;
import dev.countersign.audit.Checkpoint;
import dev.countersign.audit.SigningKey;
import dev.countersign.call.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The lines of the format {@code countersign-audit-export-1} ({@code docs/audit.md}), hashed as they are written. */
final class ExportLines {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String DOMAIN = "countersign-audit-export-v1";
    private static final byte[] LF = {'\n'};

    private final OutputStream out;
    private final MessageDigest written;

    ExportLines(OutputStream out) {
        this.out = out;
        try {
            this.written = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void header(Chain start, long to, List<PublicKey> keys, String at, String by) throws IOException {
        line(json -> {
            json.writeStringField("type", "header");
            json.writeStringField("format", "countersign-audit-export-1");
            json.writeStringField("logId", start.logId().toString());
            json.writeNumberField("from", start.seq() + 1);
            json.writeNumberField("to", to);
            json.writeStringField("start", start.link());
            json.writeArrayFieldStart("keys");
            for (PublicKey key : keys) {
                json.writeStartObject();
                json.writeStringField("id", key.id());
                json.writeStringField("publicKey", key.publicKey());
                json.writeNumberField("from", key.from());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("exportedAt", at);
            json.writeStringField("exportedBy", by);
        });
    }

    /** An entry, byte for byte. */
    void entry(byte[] line) throws IOException {
        write(line);
    }

    /** An entry that the filter leaves out: the chain still closes. */
    void omitted(long seq, byte[] line) throws IOException {
        line(json -> {
            json.writeStringField("type", "omitted");
            json.writeNumberField("seq", seq);
            json.writeStringField("hash", Digest.ofBytes(line).value().substring("sha256:".length()));
        });
    }

    void checkpoint(Checkpoint checkpoint) throws IOException {
        line(json -> {
            json.writeStringField("type", "checkpoint");
            json.writeNumberField("seq", checkpoint.seq());
            json.writeStringField("link", checkpoint.link());
            json.writeStringField("at", checkpoint.at());
            json.writeStringField("keyId", checkpoint.keyId());
            json.writeStringField("sig", checkpoint.sig());
        });
    }

    /** The last line, signed over everything before it. */
    void end(Chain end, String at, SigningKey key) throws IOException {
        String sha256 = HexFormat.of().formatHex(written.digest());
        String text =
                String.join("\n", DOMAIN, end.logId().toString(), Long.toString(end.seq()), end.link(), sha256, at, "");
        line(json -> {
            json.writeStringField("type", "end");
            json.writeNumberField("seq", end.seq());
            json.writeStringField("link", end.link());
            json.writeStringField("sha256", sha256);
            json.writeStringField("at", at);
            json.writeStringField("keyId", key.id());
            json.writeStringField("sig", key.sign(text));
        });
    }

    private void line(Members members) throws IOException {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        }
        write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void write(byte[] line) throws IOException {
        out.write(line);
        out.write(LF);
        written.update(line);
        written.update(LF);
    }

    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }
}
