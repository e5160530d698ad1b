/**
 * Tasks at the endpoint: calls that are answered by a handle, and the methods {@code tasks/*} for the handles of ours. What a task is and
 * how it stands: {@link dev.countersign.gateway.task}.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway.downstream.task;
