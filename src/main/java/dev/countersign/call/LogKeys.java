package dev.countersign.call;

/** The fixed keys of structured log lines. Argument values, tokens and headers have none: they are never logged. */
public final class LogKeys {

    public static final String APPROVAL_ID = "approvalId";
    public static final String SERVER = "server";
    public static final String TOOL = "tool";
    public static final String AGENT = "agent";
    public static final String PERSON = "person";
    public static final String RULE = "rule";
    public static final String DIGEST = "digest";
    public static final String NODE = "node";

    private LogKeys() {}
}
