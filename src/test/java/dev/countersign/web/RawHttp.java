package dev.countersign.web;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** HTTP as it is written, for requests that no client would send. */
public final class RawHttp {

    private RawHttp() {}

    /** One exchange on a connection of its own; {@code Host} is added when {@code headers} name none. */
    public static Answer send(int port, String method, String target, List<String> headers, String body) {
        List<String> lines = new ArrayList<>();
        lines.add(method + " " + target + " HTTP/1.1");
        if (headers.stream().noneMatch(h -> h.toLowerCase(Locale.ROOT).startsWith("host:"))) {
            lines.add("Host: localhost:" + port);
        }
        lines.addAll(headers);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            lines.add("Content-Length: " + bytes.length);
        }
        lines.add("Connection: close");
        String head = String.join("\r\n", lines) + "\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return Answer.read(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public static Answer get(int port, String target, String... headers) {
        return send(port, "GET", target, List.of(headers), "");
    }

    /** What came back. */
    public record Answer(int status, List<String> head, String body) {

        static Answer read(String text) {
            int end = text.indexOf("\r\n\r\n");
            List<String> lines = List.of(text.substring(0, end).split("\r\n"));
            return new Answer(
                    Integer.parseInt(lines.get(0).split(" ")[1]),
                    lines.subList(1, lines.size()),
                    text.substring(end + 4));
        }

        public Optional<String> header(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return head.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).trim())
                    .findFirst();
        }
    }
}
