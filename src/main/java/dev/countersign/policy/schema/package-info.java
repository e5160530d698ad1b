/** Compares arguments with a tool's {@code inputSchema}: the part of JSON Schema 2020-12 that tells what a server would refuse anyway. */
@org.jspecify.annotations.NullMarked
package dev.countersign.policy.schema;
