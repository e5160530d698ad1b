/** Stories from end to end, on the packaged service. */
@org.jspecify.annotations.NullMarked
package dev.countersign.scenario;
