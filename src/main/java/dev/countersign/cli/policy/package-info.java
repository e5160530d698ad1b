/** {@code countersign policy}: policies checked, tried and suggested, without the service. */
@org.jspecify.annotations.NullMarked
package dev.countersign.cli.policy;
