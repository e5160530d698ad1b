/** What operators see: health, metrics, the ready line. Imports any root; nobody imports it. */
@org.jspecify.annotations.NullMarked
package dev.countersign.observe;
