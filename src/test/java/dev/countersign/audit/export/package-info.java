/** Exports of the trail. */
@NullMarked
package dev.countersign.audit.export;

import org.jspecify.annotations.NullMarked;
