/**
 * The built-in exchange: what a visitor sees who starts Countersign without a configuration.
 *
 * <p>{@link dev.countersign.demo.Exchange} is a real MCP server on a loopback port of its own; the gateway reaches it
 * over HTTP like any other upstream and shows it a credential that no agent has.
 * {@link dev.countersign.demo.DemoConfiguration} makes port, credential, logins and tokens at random on the first start
 * and keeps them in the data folder. {@link dev.countersign.demo.FirstCall} is an agent that asks for one transfer, so
 * that there is something to approve at once. Nothing here is used once a configuration names servers of its own.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.demo;
