/** The deployment's secrets. */
@NullMarked
package dev.countersign.secrets;

import org.jspecify.annotations.NullMarked;
