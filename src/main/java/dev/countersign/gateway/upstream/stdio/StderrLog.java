package dev.countersign.gateway.upstream.stdio;

import dev.countersign.call.ServerName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Drains a program's standard error without end, so that it never blocks, and logs what it says as data, up to 1 MiB a minute. */
final class StderrLog {

    private static final Logger LOGGER = Logger.getLogger(StderrLog.class);
    private static final int PER_MINUTE = 1024 * 1024;
    private static final int SHOWN = 200;

    private final ServerName server;
    private long minute = Long.MIN_VALUE;
    private int logged;

    StderrLog(ServerName server) {
        this.server = server;
    }

    void drain(InputStream errors) {
        byte[] chunk = new byte[8 * 1024];
        try (errors) {
            for (int read = errors.read(chunk); read >= 0; read = errors.read(chunk)) {
                log(chunk, read);
            }
        } catch (IOException e) {
            LOGGER.debugf("standard error closed: server=%s", server);
        }
    }

    private void log(byte[] chunk, int count) {
        long now = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime());
        if (now != minute) {
            minute = now;
            logged = 0;
        }
        logged += count;
        if (logged <= PER_MINUTE) {
            LOGGER.infof("the program says: server=%s text=%s", server, shown(chunk, count));
        }
    }

    /** The beginning of what an upstream wrote, with everything escaped that could forge a log line. */
    static String shown(byte[] bytes, int count) {
        String text = new String(bytes, 0, Math.min(count, SHOWN), StandardCharsets.UTF_8);
        StringBuilder escaped = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> {
            if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
                escaped.append("\\u{").append(Integer.toHexString(c)).append('}');
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.append('"').toString();
    }
}
