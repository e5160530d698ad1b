/** Who else has a call on the screen: a courtesy between people, never a lock. */
@org.jspecify.annotations.NullMarked
package dev.countersign.inbox.presence;
