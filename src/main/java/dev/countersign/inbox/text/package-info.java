/** Text from agents, servers and people, made safe to look at: nothing hidden, nothing rendered, nothing cut in silence. */
@org.jspecify.annotations.NullMarked
package dev.countersign.inbox.text;
