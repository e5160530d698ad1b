/** Event streams (WHATWG HTML, section 9.2) as bytes: a decoder fed as the network delivers, and an encoder. No I/O, no clock. */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.protocol.sse;
