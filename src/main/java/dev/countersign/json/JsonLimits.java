package dev.countersign.json;

/**
 * How much of a JSON text is read before it is refused (security design, section 17).
 *
 * @param depth objects and arrays that may be open at once
 * @param members members of one object
 * @param tokens tokens of the whole text, as the streaming parser counts them
 * @param numberText characters of one number, where numbers are read
 */
public record JsonLimits(int depth, int members, int tokens, int numberText) {

    /** 64 deep, 10,000 members per object, 500,000 tokens, 64 characters per number. */
    public static final JsonLimits DEFAULT = new JsonLimits(64, 10_000, 500_000, 64);

    public JsonLimits {
        if (depth < 1 || members < 1 || tokens < 1 || numberText < 1) {
            throw new IllegalArgumentException("limits of JSON are positive");
        }
    }
}
