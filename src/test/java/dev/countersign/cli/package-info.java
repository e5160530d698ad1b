/** The command line. */
@NullMarked
package dev.countersign.cli;

import org.jspecify.annotations.NullMarked;
