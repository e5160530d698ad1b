/** Servers, tools and policies over REST, for admins. */
@org.jspecify.annotations.NullMarked
package dev.countersign.admin.api;
