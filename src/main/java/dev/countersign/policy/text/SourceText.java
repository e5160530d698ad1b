package dev.countersign.policy.text;

import dev.countersign.policy.PolicyErrorsException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The bytes of a policy file as text: UTF-8, one leading byte order mark accepted, at most 4 MiB. */
final class SourceText {

    /** So large a file is not even decoded. */
    static final int MOST_BYTES = 4_194_304;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private SourceText() {}

    static String decode(byte[] bytes, Problems problems) throws PolicyErrorsException {
        if (bytes.length > MOST_BYTES) {
            throw problems.syntax(1, 1, "the file has " + bytes.length + " bytes, more than " + MOST_BYTES);
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            throw problems.syntax(lines(text), 1, "not valid UTF-8");
        }
        boolean marked = text.hasRemaining() && text.charAt(0) == BYTE_ORDER_MARK;
        return text.subSequence(marked ? 1 : 0, text.length()).toString();
    }

    /** The line at whose place decoding stopped. */
    private static int lines(CharSequence decoded) {
        return 1 + (int) decoded.chars().filter(c -> c == '\n').count();
    }
}
