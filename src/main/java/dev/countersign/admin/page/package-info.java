/** Pages for admins: servers, tools, policies. */
@org.jspecify.annotations.NullMarked
package dev.countersign.admin.page;
