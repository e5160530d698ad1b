/**
 * The gateway's own look at every server: it asks for the whole list of tools, so that schemas, pins and look-alikes are known before an
 * agent has listed anything, and listens for changes where the server tells of them. Start reading at {@code Discoveries}.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.discovery;
