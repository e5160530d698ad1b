@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.gate;
