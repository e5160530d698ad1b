package dev.countersign.audit.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checkpoints that somebody kept elsewhere: lines of JSON, as in an export or as published to {@code countersign.audit}. They are
 * what a log rebuilt by the key's holder cannot agree with.
 */
final class OutsideCheckpoints {

    private final NavigableMap<Long, JsonLine> bySeq = new TreeMap<>();
    private int compared;

    static OutsideCheckpoints read(List<Path> files) throws UnreadableException, BrokenException {
        OutsideCheckpoints all = new OutsideCheckpoints();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                all.add(in.readAllBytes());
            } catch (IOException | BrokenException e) {
                throw new UnreadableException("the checkpoint file " + file + " cannot be read: " + e.getMessage());
            }
        }
        return all;
    }

    private void add(byte[] file) throws BrokenException {
        int start = 0;
        for (int i = 0; i <= file.length; i++) {
            if (i == file.length || file[i] == '\n') {
                if (i > start) {
                    JsonLine line = JsonLine.parse(Arrays.copyOfRange(file, start, i));
                    bySeq.put(line.number("seq"), line);
                }
                start = i + 1;
            }
        }
        if (bySeq.isEmpty()) {
            throw new BrokenException("no checkpoint in it");
        }
    }

    /** Compares when one is known for this place. */
    void at(String logId, long seq, byte[] linkBytes, KeyRing keys) throws BrokenException {
        JsonLine outside = bySeq.get(seq);
        if (outside == null) {
            return;
        }
        String link = Hashes.hex(linkBytes);
        Optional<String> id = outside.optional("id");
        if (id.isPresent() && !id.get().equals(logId)) {
            throw new BrokenException("the outside checkpoint at " + seq + " is of the log " + id.get());
        }
        if (!outside.text("link").equals(link)) {
            throw new BrokenException("the outside checkpoint at " + seq + " has another link: this log was rebuilt");
        }
        keys.verifyOutside(Texts.checkpoint(logId, seq, link, outside.text("at")), outside);
        compared++;
    }

    /** After the last entry: a checkpoint behind it means that the tail is missing. */
    void end(long last) throws BrokenException {
        if (!bySeq.isEmpty() && bySeq.lastKey() > last) {
            throw new BrokenException("ends at entry " + last + ", but an outside checkpoint knows entry "
                    + bySeq.lastKey() + ": the tail is missing, or the export is older than the checkpoint");
        }
    }

    /** How many were compared. */
    int compared() {
        return compared;
    }

    /** How many lie before the export's start. */
    int notCompared() {
        return bySeq.size() - compared;
    }
}
