/** What an operator sees of the running service: figures, health, logs, outages, the end. */
@NullMarked
package dev.countersign.observe;

import org.jspecify.annotations.NullMarked;
