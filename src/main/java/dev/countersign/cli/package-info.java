/** The command line: the service without arguments, else one of its tools. */
@org.jspecify.annotations.NullMarked
package dev.countersign.cli;
