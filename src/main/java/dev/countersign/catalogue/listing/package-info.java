/** How the gateway came by the tools of each server, and what keeps it from having them now. */
@org.jspecify.annotations.NullMarked
package dev.countersign.catalogue.listing;
