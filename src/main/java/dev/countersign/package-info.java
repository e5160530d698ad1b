/**
 * Countersign: holds the tool calls of agents until people have decided. This page is the map; who may import whom is the table of
 * {@code docs/adr/0002-packages.md}, which a test enforces.
 *
 * <p><b>How it is cut.</b> First the feature, then the technology: the root of a feature is pure Java, what speaks Kafka, SQL, HTTP or
 * Vert.x lives one level below it.
 *
 * <table>
 * <caption>Packages in reading order</caption>
 * <tr><td>{@link dev.countersign.call}</td><td>the shared words; everybody imports it, it imports nobody</td></tr>
 * <tr><td>{@code json}, {@code secrets}</td><td>strict JSON, the deployment's keys; for everybody</td></tr>
 * <tr><td>{@link dev.countersign.policy}</td><td>what a policy says of a call: {@code text} reads the file, {@code compile} makes
 *     {@code rule} and {@code condition} of it, {@code reload} finds it, {@code store} counts for limits</td></tr>
 * <tr><td>{@link dev.countersign.catalogue}</td><td>what servers say of their tools</td></tr>
 * <tr><td>{@link dev.countersign.approval}</td><td>the held call: states and ports; {@code store} (rows), {@code bus} (Kafka),
 *     {@code view} (queries, live feed), {@code deadline} (sweepers), {@code node} (this node's life)</td></tr>
 * <tr><td>{@link dev.countersign.gateway}</td><td>judging, holding, releasing; {@code protocol} (bytes of MCP), {@code downstream}
 *     (agents), {@code session}, {@code upstream} (servers)</td></tr>
 * <tr><td>{@link dev.countersign.registry}, {@link dev.countersign.identity}</td><td>servers, agents, grants; people. The
 *     configuration file is {@code registry.file}</td></tr>
 * <tr><td>{@link dev.countersign.audit}</td><td>the trail; {@code verify} checks an export and shares no code with the rest</td></tr>
 * <tr><td>{@code inbox}, {@link dev.countersign.web}</td><td>the approvers' side: pages and REST; the shared HTTP face</td></tr>
 * <tr><td>{@link dev.countersign.admin}</td><td>servers, tools and policies for admins; {@code api} (REST), {@code page}</td></tr>
 * <tr><td>{@link dev.countersign.directory}, {@link dev.countersign.settings}</td><td>agents, people and tokens that admins manage at run
 *     time, beside those of the file; the configuration that counts</td></tr>
 * <tr><td>{@code observe}</td><td>readiness and the ready line; imports whom it likes, nobody imports it</td></tr>
 * <tr><td>{@code cli}, {@code demo}, {@code embedded}</td><td>the entry point; the demo's exchange, reached over HTTP only; Kafka and
 *     PostgreSQL as a program of their own, not part of the service</td></tr>
 * </table>
 *
 * <p><b>Five classes to start with</b>: {@link dev.countersign.call.ToolCall}, {@link dev.countersign.policy.Decision},
 * {@link dev.countersign.approval.ApprovalState}, {@link dev.countersign.gateway.CallGate}, {@link dev.countersign.gateway.hold.HeldCalls}.
 * Then {@code docs/architecture.md}.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign;
