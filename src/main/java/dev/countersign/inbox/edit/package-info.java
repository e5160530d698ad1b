/** Edit and approve: other arguments in the place of the agent's, shown as differences before they count. */
@org.jspecify.annotations.NullMarked
package dev.countersign.inbox.edit;
