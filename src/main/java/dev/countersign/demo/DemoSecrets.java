package dev.countersign.demo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * What {@code demo.json} keeps: everything that was made at random, and what the first start has done already.
 *
 * @param exchangePort where the exchange listens on loopback
 * @param exchangeCredential what the gateway shows the exchange; no agent ever has it
 * @param tokens of the agent and of the people, by name
 * @param passwords of the people, by name
 * @param welcomed the logins have been shown
 * @param firstCallDone the first call of the demo's own agent has its answer
 */
record DemoSecrets(
        int exchangePort,
        String exchangeCredential,
        Map<String, String> tokens,
        Map<String, String> passwords,
        boolean welcomed,
        boolean firstCallDone) {
    static final String AGENT = "trading-bot";
    static final String OWNER = "alice";

    /** Who may log in, and with which role. */
    static final List<Login> LOGINS = List.of(
            new Login("bob", "approver", "decides"),
            new Login("alice", "approver", "owns trading-bot, so she sees its calls and cannot decide them"),
            new Login("root", "admin", "configures; decides nothing"),
            new Login("iris", "auditor", "reads the audit trail"));

    /** A person of the demo. */
    record Login(String name, String role, String what) {}

    DemoSecrets {
        requireAll("tokens", tokens);
        requireAll("passwords", passwords);
        tokens = Map.copyOf(tokens);
        passwords = Map.copyOf(passwords);
    }

    private static void requireAll(String what, Map<String, String> kept) {
        for (Login login : LOGINS) {
            if (!kept.containsKey(login.name())) {
                throw new IllegalArgumentException(what + " of " + login.name() + " are missing");
            }
        }
    }

    static DemoSecrets make(int exchangePort, IntFunction<byte[]> random) {
        Logins logins = new Logins(random);
        Map<String, String> tokens = new TreeMap<>(Map.of(AGENT, logins.token("csa_")));
        Map<String, String> passwords = new TreeMap<>();
        LOGINS.forEach(login -> {
            tokens.put(login.name(), logins.token("csp_"));
            passwords.put(login.name(), logins.password());
        });
        return new DemoSecrets(exchangePort, logins.token("csx_"), tokens, passwords, false, false);
    }

    String token(String name) {
        return tokens.getOrDefault(name, "");
    }

    String password(String name) {
        return passwords.getOrDefault(name, "");
    }

    DemoSecrets withPort(int port) {
        return new DemoSecrets(port, exchangeCredential, tokens, passwords, welcomed, firstCallDone);
    }

    DemoSecrets withWelcome() {
        return new DemoSecrets(exchangePort, exchangeCredential, tokens, passwords, true, firstCallDone);
    }

    DemoSecrets withFirstCall() {
        return new DemoSecrets(exchangePort, exchangeCredential, tokens, passwords, welcomed, true);
    }

    @Override
    public String toString() {
        return "DemoSecrets[exchangePort=" + exchangePort + ", welcomed=" + welcomed + "]";
    }
}
