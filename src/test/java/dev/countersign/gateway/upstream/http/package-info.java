/** Servers over HTTP, with real connections on the loopback and without the rest of the service. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.upstream.http;
