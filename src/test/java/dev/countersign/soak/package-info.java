/**
 * Many clients of every kind hold calls while the node is restarted under them. Small in every build; at full size by
 * {@code bin/test -Dit.test=SoakIT -Dsoak.clients=500 -Dsoak.restarts=3}.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.soak;
