/**
 * Everyday clients and servers through the running service: the TypeScript SDK and the inspector's command line, servers from
 * npm over standard input and over HTTP, and the tool lists of real servers.
 */
@NullMarked
package dev.countersign.clients;

import org.jspecify.annotations.NullMarked;
