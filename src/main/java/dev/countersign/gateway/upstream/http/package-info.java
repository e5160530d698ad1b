/** Servers over Streamable HTTP: a keep-alive pool per event loop for what passes, a fresh connection for every release. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.upstream.http;
