package dev.countersign.approval;

/**
 * Why an approved call was not sent after all.
 *
 * @param rule the policy rule that now stands against it, or empty
 * @param message the sentence behind {@code [POLICY DENIED] }
 * @param policyVersion the policy in force at the final gate
 */
public record VoidReason(String rule, String message, String policyVersion) {}
