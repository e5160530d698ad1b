@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.session;
