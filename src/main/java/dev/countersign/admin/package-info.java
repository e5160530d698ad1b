/** Servers, their tools and their policies as admins look at them and change them. */
@org.jspecify.annotations.NullMarked
package dev.countersign.admin;
