/** What the verifier finds. */
@NullMarked
package dev.countersign.audit.verify;

import org.jspecify.annotations.NullMarked;
