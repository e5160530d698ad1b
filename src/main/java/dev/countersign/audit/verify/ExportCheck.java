package dev.countersign.audit.verify;

import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Goes through an export line by line: header, entries with checkpoints between, end. Memory grows with the approvals only. */
final class ExportCheck {

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    private static final Pattern LOG_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final OutsideCheckpoints outside;
    private final KeyRing keys;
    private final Stories stories;
    private final String logId;
    private final long from;
    private final long to;
    private byte[] link;
    private long seq;
    private long entries;
    private long omitted;
    private long checkpoints;
    private boolean startSigned;
    private boolean ended;
    private String earliest = "";
    private String latest = "";

    private ExportCheck(JsonLine header, OutsideCheckpoints outside, List<String> fingerprints) throws BrokenException {
        this.outside = outside;
        this.logId = header.text("logId");
        this.from = header.number("from");
        this.to = header.number("to");
        this.seq = from - 1;
        this.startSigned = from == 1;
        this.link = hash(header.text("start"));
        this.keys = new KeyRing(header.objects("keys"), from, fingerprints);
        this.stories = new Stories(from > 1);
    }

    /** Reads the first line. */
    static ExportCheck header(JsonLine header, OutsideCheckpoints outside, List<String> fingerprints)
            throws BrokenException {
        ExportCheck check = new ExportCheck(header, outside, fingerprints);
        if (!LOG_ID.matcher(check.logId).matches()) {
            throw new BrokenException("the log's id is not a UUID");
        }
        if (check.from < 1) {
            throw new BrokenException("entries are numbered from 1");
        }
        if (check.from == 1 && !Hashes.hex(Hashes.start(check.logId)).equals(Hashes.hex(check.link))) {
            throw new BrokenException("the start is not the start of the log " + check.logId);
        }
        check.outside.at(check.logId, check.seq, check.link, check.keys);
        return check;
    }

    /** Any other line. */
    void line(byte[] bytes, JsonLine line, LineReader file) throws BrokenException {
        if (ended) {
            throw new BrokenException("something stands behind the end");
        }
        String type = line.text("type");
        if (!startSigned && !type.equals("checkpoint")) {
            throw new BrokenException("an export from entry " + from + " starts with a checkpoint at " + (from - 1));
        }
        switch (type) {
            case "entry" -> entry(bytes, line);
            case "omitted" -> omitted(line);
            case "checkpoint" -> checkpoint(line);
            case "arguments" -> stories.arguments(line);
            case "end" -> end(line, file.hashBefore());
            default -> throw new BrokenException("a line of the unknown type " + type);
        }
    }

    private void entry(byte[] bytes, JsonLine line) throws BrokenException {
        advance(line.number("seq"), Hashes.sha256(bytes));
        entries++;
        String at = line.text("at");
        if (!TIME.matcher(at).matches()) {
            throw new BrokenException("the time is not RFC 3339 in UTC with milliseconds");
        }
        earliest = earliest.isEmpty() || at.compareTo(earliest) < 0 ? at : earliest;
        latest = at.compareTo(latest) > 0 ? at : latest;
        if (line.text("kind").equals("audit.key-added")) {
            keys.announce(line.text("keyId"));
        }
        stories.entry(line);
    }

    private void omitted(JsonLine line) throws BrokenException {
        advance(line.number("seq"), hash(line.text("hash")));
        omitted++;
        stories.omitted();
    }

    private void advance(long next, byte[] hash) throws BrokenException {
        if (next != seq + 1) {
            throw new BrokenException("entry " + next + " follows entry " + seq);
        }
        seq = next;
        link = Hashes.link(link, hash);
        outside.at(logId, seq, link, keys);
    }

    private void checkpoint(JsonLine line) throws BrokenException {
        place(line);
        if (seq == 0) {
            throw new BrokenException("a checkpoint before the first entry");
        }
        keys.checkpoint(Texts.checkpoint(logId, seq, Hashes.hex(link), line.text("at")), line);
        startSigned = true;
        checkpoints++;
    }

    private void end(JsonLine line, String hashBefore) throws BrokenException {
        place(line);
        if (seq != to) {
            throw new BrokenException("ends at entry " + seq + ", the header says " + to);
        }
        if (!line.text("sha256").equals(hashBefore)) {
            throw new BrokenException("the file's hash is another one");
        }
        keys.verify(Texts.end(logId, seq, Hashes.hex(link), hashBefore, line.text("at")), line, seq);
        ended = true;
    }

    private void place(JsonLine line) throws BrokenException {
        if (line.number("seq") != seq) {
            throw new BrokenException("says entry " + line.number("seq") + " but stands behind entry " + seq);
        }
        if (!line.text("link").equals(Hashes.hex(link))) {
            throw new BrokenException("the chain is broken: another link at entry " + seq + " than was signed");
        }
    }

    /** After the last line. */
    Report finish() throws BrokenException {
        if (!ended) {
            throw new BrokenException("the end is missing: the tail was cut after entry " + seq);
        }
        keys.mustIncludeGiven();
        outside.end(seq);
        boolean whole = from == 1 && omitted == 0;
        String text = (whole ? "whole: " : "authentic but partial: ") + entries + " entries, " + from + " to " + seq
                + (omitted > 0 ? ", " + omitted + " left out" : "")
                + (entries > 0 ? "\ntime: " + earliest + " to " + latest : "")
                + "\nlog: " + logId
                + "\nkey: " + String.join(", ", keys.fingerprints())
                + "\ncheckpoints: " + checkpoints + " inside, " + outside.compared() + " from outside agree"
                + (outside.notCompared() > 0 ? ", " + outside.notCompared() + " lie before the start" : "")
                + "\nOnly a checkpoint kept elsewhere (--checkpoint) or a noted fingerprint (--key) rules out a log that was"
                + " rebuilt by the key's holder.";
        return new Report(whole ? Report.Result.WHOLE : Report.Result.PARTIAL, text);
    }

    private static byte[] hash(String hex) throws BrokenException {
        if (!HASH.matcher(hex).matches()) {
            throw new BrokenException("not a SHA-256 in hexadecimal digits");
        }
        return HexFormat.of().parseHex(hex);
    }
}
