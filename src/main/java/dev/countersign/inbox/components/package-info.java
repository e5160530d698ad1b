/** The design system on one page: every component with the texts that are hardest to show. */
@org.jspecify.annotations.NullMarked
package dev.countersign.inbox.components;
