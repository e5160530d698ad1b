package dev.countersign.audit.export;

import dev.countersign.audit.AuditTrail.PublicKey;
import dev.countersign.audit.Chain;
import dev.countersign.audit.Checkpoint;
import dev.countersign.audit.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Writes exports with given entries, properly chained and signed: what is wrong with them is only what the test puts in. */
public final class TestExport {

    public static final UUID LOG = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final String AT = "2026-11-20T10:01:00.000Z";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ExportLines lines = new ExportLines(out);
    private final List<String> kept = new ArrayList<>();
    private SigningKey key;
    private Chain chain;

    private TestExport(Chain start, long entries, List<SigningKey> keys, List<Long> from) {
        this.chain = start;
        this.key = keys.get(0);
        List<PublicKey> named = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String raw = Base64.getEncoder().encodeToString(keys.get(i).publicRaw());
            named.add(new PublicKey(keys.get(i).id(), raw, from.get(i)));
        }
        write(() -> lines.header(start, start.seq() + entries, named, AT, "iris"));
    }

    /** From the first entry on. */
    public static TestExport whole(SigningKey key, long entries) {
        return new TestExport(Chain.start(LOG), entries, List.of(key), List.of(1L));
    }

    /** With a second key that is named for a later entry on. */
    public static TestExport twoKeys(SigningKey first, SigningKey second, long from, long entries) {
        return new TestExport(Chain.start(LOG), entries, List.of(first, second), List.of(1L, from));
    }

    /** From some later entry on. */
    public static TestExport later(SigningKey key, Chain start, long entries) {
        return new TestExport(start, entries, List.of(key), List.of(1L));
    }

    /** Who signs from here on. */
    public TestExport by(SigningKey next) {
        key = next;
        return this;
    }

    /** An entry with these members behind the fixed ones. */
    public TestExport entry(String members) {
        byte[] line = next(members);
        write(() -> lines.entry(line));
        return this;
    }

    /** An entry that is left out. */
    public TestExport omitted(String members) {
        byte[] line = next(members);
        write(() -> lines.omitted(chain.seq(), line));
        return this;
    }

    /** A line that is no entry. */
    public TestExport raw(String line) {
        write(() -> lines.entry(line.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    public TestExport checkpoint() {
        Checkpoint checkpoint = Checkpoint.sign(key, chain, AT);
        kept.add("{\"seq\":" + checkpoint.seq() + ",\"link\":\"" + checkpoint.link() + "\",\"at\":\"" + AT
                + "\",\"keyId\":\"" + checkpoint.keyId() + "\",\"sig\":\"" + checkpoint.sig() + "\"}");
        write(() -> lines.checkpoint(checkpoint));
        return this;
    }

    public String end() {
        write(() -> lines.end(chain, AT, key));
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The place where the chain is now. */
    public Chain chain() {
        return chain;
    }

    /** The checkpoints so far, as somebody may keep them elsewhere. */
    public List<String> checkpoints() {
        return kept;
    }

    private byte[] next(String members) {
        long seq = chain.seq() + 1;
        String line = "{\"type\":\"entry\",\"seq\":" + seq + ",\"id\":\"e" + seq
                + "\",\"at\":\"2026-11-20T10:00:00.000Z\",\"node\":\"n1\",\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA\","
                + members
                + "}";
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        chain = chain.append(bytes);
        return bytes;
    }

    private static void write(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Writing {
        void write() throws IOException;
    }
}
