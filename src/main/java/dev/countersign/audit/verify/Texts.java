package dev.countersign.audit.verify;

/** What is signed. */
final class Texts {

    private Texts() {}

    static String checkpoint(String logId, long seq, String link, String at) {
        return String.join("\n", "countersign-audit-checkpoint-v1", logId, Long.toString(seq), link, at, "");
    }

    static String end(String logId, long seq, String link, String sha256, String at) {
        return String.join("\n", "countersign-audit-export-v1", logId, Long.toString(seq), link, sha256, at, "");
    }
}
