/** The shared HTTP face: who gets in by which address, problems (RFC 9457), security headers, tokens of forms. */
@org.jspecify.annotations.NullMarked
package dev.countersign.web;
