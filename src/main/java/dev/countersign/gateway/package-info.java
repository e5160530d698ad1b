/**
 * Between agent and server: judging, holding, releasing.
 *
 * <p>Reading order: {@link dev.countersign.gateway.CallGate} and {@link dev.countersign.gateway.gate.PolicyGate} (judging),
 * {@link dev.countersign.gateway.hold.HeldCalls} and {@code WaitingCall} (holding), {@code Release} and
 * {@link dev.countersign.gateway.hold.ReleaseChecks} (sending), {@link dev.countersign.gateway.hold.Wording} (what agents are told).
 * What stands in this package itself are the words that endpoint, gate, holds and transports share.
 *
 * <p><b>Theory of operation.</b>
 *
 * <p><i>Ownership.</i> An exchange belongs to the event loop it came in on; the endpoint writes to it there and nowhere else. What
 * waits here is {@code HeldCalls}' list; who may say the last word to an exchange is a phase in its {@code WaitingCall}, which one
 * caller only gets to end. Whatever blocks runs on {@code Workers}, never on an event loop. The record is the only source of an
 * answer: it is read, then told, so that two nodes or two records cannot tell two stories.
 *
 * <p><i>Races.</i> A decision that comes before the exchange is registered finds it among those arriving and is looked at again; one
 * that comes before the endpoint waits is kept. The hold's budget, the agent's leaving, a cancellation and the answer all want the
 * last word, and the phase decides: while a call is being sent, the budget does not end the exchange. An agent that leaves during
 * a sending leaves the answer in the record for its next call.
 *
 * <p><i>Crash points.</i> Before the claim: nothing was sent, the call stays as it is. From the claim to the recorded end: the sending
 * is single, and what cannot be known becomes {@code unknown} (see {@link dev.countersign.approval}). A pause is a crash that comes
 * back: before the first byte the monotonic clock is asked whether lease and claim still hold, and whether somebody still waits.
 * PostgreSQL away after the answer came: recording is tried again until it is back, and only then is the agent told.
 *
 * <p><i>Doubt.</i> What cannot be judged is refused, what fails before a byte left is "not sent", everything later is {@code unknown}.
 */
@org.jspecify.annotations.NullMarked
package dev.countersign.gateway;
