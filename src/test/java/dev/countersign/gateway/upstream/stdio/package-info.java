/** Programs as servers, started for real and without the rest of the service. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.upstream.stdio;
