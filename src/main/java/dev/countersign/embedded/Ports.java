package dev.countersign.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The ports of this folder: chosen at its first start and used again ever after, so that nodes survive a restart of the
 * infrastructure. Chosen below the range from which systems draw the ports of outgoing connections (RFC 6335, section 6:
 * 49152; Linux: 32768), so that no passing connection sits on a port while nobody listens there.
 */
final class Ports {
    private static final String FILE = "ports.properties";
    private static final int FIRST = 15_000;
    private static final int LAST = 31_999;
    /** A predecessor that was just killed may hold its port for a moment. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration POLL = Duration.ofMillis(50);

    private final DataFolder folder;
    private final Map<String, String> kept;
    private final Consumer<String> say;
    private final SecureRandom random = new SecureRandom();

    Ports(DataFolder folder, Consumer<String> say) {
        this.folder = folder;
        this.kept = folder.readProperties(FILE);
        this.say = say;
    }

    /** The port under this name: the kept one if it is free, else a new one, which is then kept. */
    synchronized int get(String name) {
        String before = kept.get(name);
        if (before != null) {
            int port = Integer.parseInt(before);
            if (becomesFree(port)) {
                return port;
            }
            say.accept(
                    "port " + port + " of " + name + " is taken by another program: choosing a new one, so nodes that"
                            + " were started with the old address have to be started again");
        }
        int port = choose();
        kept.put(name, Integer.toString(port));
        folder.writeProperties(FILE, kept);
        return port;
    }

    private int choose() {
        for (int tries = 0; tries < 1_000; tries++) {
            int port = FIRST + random.nextInt(LAST - FIRST + 1);
            if (!kept.containsValue(Integer.toString(port)) && isFree(port)) {
                return port;
            }
        }
        throw new InfraException("no free port between " + FIRST + " and " + LAST + " on 127.0.0.1");
    }

    private static boolean becomesFree(int port) {
        Waiting waiting = Waiting.atMost(PATIENCE);
        while (!isFree(port)) {
            if (waiting.isOver()) {
                return false;
            }
            waiting.pause(POLL);
        }
        return true;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // connections of the past that wait for their end do not count
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
