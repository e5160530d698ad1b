package dev.countersign.gateway.protocol.sse;

import dev.countersign.gateway.RawMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Cuts an event stream into its blocks, whatever chunks it comes in. Lines end with CR, LF or both; a byte order mark at the very start
 * is dropped; a block that the stream's end leaves open is no event. One stream, one thread at a time.
 */
public final class SseDecoder {

    /** The largest block by default, in bytes (protocol design, section 14). */
    public static final int DEFAULT_LIMIT = 16 * 1024 * 1024;

    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final int LONGEST_RETRY = 15;

    private final int limit;
    private byte[] block = new byte[512];
    private int size;
    private int lineStart;
    private boolean afterReturn;
    private boolean started;

    private Optional<String> id = Optional.empty();
    private String type = "";
    private Optional<ByteArrayOutputStream> data = Optional.empty();
    private OptionalLong retry = OptionalLong.empty();
    private List<String> comments = new ArrayList<>();
    private boolean blank = true;

    public SseDecoder() {
        this(DEFAULT_LIMIT);
    }

    /**
     * A decoder that gives up on larger blocks.
     *
     * @param limit bytes of one block
     */
    public SseDecoder(int limit) {
        this.limit = limit;
    }

    /** Takes the next bytes and gives the blocks that are complete with them. */
    public List<SseEvent> feed(byte[] chunk) throws EventTooLargeException {
        List<SseEvent> events = new ArrayList<>();
        for (byte b : chunk) {
            take(b, events);
        }
        return events;
    }

    /** The bytes behind the last complete block: no event, but part of a stream that is passed on. */
    public RawMessage rest() {
        return RawMessage.of(Arrays.copyOf(block, size));
    }

    private void take(byte b, List<SseEvent> events) throws EventTooLargeException {
        if (size == limit) {
            throw new EventTooLargeException(limit);
        }
        if (size == block.length) {
            block = Arrays.copyOf(block, (int) Math.min(limit, 2L * size));
        }
        block[size++] = b;
        if (b == '\n' && afterReturn) {
            afterReturn = false;
            lineStart = size;
            return;
        }
        afterReturn = b == '\r';
        if (b == '\n' || b == '\r') {
            line(events);
        }
    }

    /** A line ends with the byte just taken. */
    private void line(List<SseEvent> events) {
        if (!started) {
            started = true;
            lineStart +=
                    size >= MARK.length && Arrays.equals(block, 0, MARK.length, MARK, 0, MARK.length) ? MARK.length : 0;
        }
        int end = size - 1;
        if (end > lineStart) {
            blank = false;
            field(lineStart, end);
        } else if (!blank) {
            events.add(dispatch());
        }
        lineStart = size;
    }

    private void field(int from, int to) {
        int colon = from;
        while (colon < to && block[colon] != ':') {
            colon++;
        }
        int value = Math.min(to, colon + 1);
        value += value < to && block[value] == ' ' ? 1 : 0;
        switch (text(from, colon)) {
            case "" -> comments.add(text(value, to));
            case "data" -> addData(value, to);
            case "event" -> type = text(value, to);
            case "id" -> id = text(value, to).indexOf('\0') < 0 ? Optional.of(text(value, to)) : id;
            case "retry" -> retry = retry(text(value, to));
            default -> {
                // a field of another name is ignored, says the standard
            }
        }
    }

    private void addData(int from, int to) {
        ByteArrayOutputStream lines = data.orElseGet(ByteArrayOutputStream::new);
        if (data.isPresent()) {
            lines.write('\n');
        }
        lines.write(block, from, to - from);
        data = Optional.of(lines);
    }

    private OptionalLong retry(String value) {
        boolean digits = !value.isEmpty()
                && value.length() <= LONGEST_RETRY
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? OptionalLong.of(Long.parseLong(value)) : retry;
    }

    private SseEvent dispatch() {
        SseEvent event = new SseEvent(
                id,
                type.isEmpty() ? "message" : type,
                data.map(lines -> RawMessage.of(lines.toByteArray())),
                retry,
                comments,
                RawMessage.of(Arrays.copyOf(block, size)));
        id = Optional.empty();
        type = "";
        data = Optional.empty();
        retry = OptionalLong.empty();
        comments = new ArrayList<>();
        blank = true;
        size = 0;
        return event;
    }

    private String text(int from, int to) {
        return new String(block, from, to - from, StandardCharsets.UTF_8);
    }
}
