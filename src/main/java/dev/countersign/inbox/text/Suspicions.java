package dev.countersign.inbox.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What else in arguments deserves a second look: names that are told apart by nobody, texts that look like secrets. */
final class Suspicions {

    /** Well-known beginnings of credentials, private keys, and signed tokens; a hint for people, no guard. */
    private static final Pattern SECRET = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"
            + "|\\b(?:sk-[A-Za-z0-9_-]{20,}|gh[pousr]_[A-Za-z0-9]{30,}|xox[abps]-[A-Za-z0-9-]{10,}|AKIA[0-9A-Z]{16}"
            + "|eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.)");

    private Suspicions() {}

    /** A field whose value looks like a credential: the value is not repeated. */
    static Optional<Warning> secret(String name, String value) {
        return SECRET.matcher(value).find()
                ? Optional.of(new Warning("The field ", ShownText.of(name), " holds what looks like a secret"))
                : Optional.empty();
    }

    /** Names of one object that differ only by case, by composed letters or by characters that nobody sees. */
    static List<Warning> twins(Iterable<String> names) {
        Map<String, String> seen = new LinkedHashMap<>();
        List<Warning> found = new ArrayList<>();
        for (String name : names) {
            String twin = seen.putIfAbsent(skeleton(name), name);
            if (twin != null) {
                found.add(
                        new Warning("Two fields have names that look alike: ", ShownText.of(twin + " / " + name), ""));
            }
        }
        return found;
    }

    private static String skeleton(String name) {
        StringBuilder seen = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFKC)
                .codePoints()
                .filter(c -> !Visibility.hidden(c))
                .forEach(seen::appendCodePoint);
        return seen.toString().toLowerCase(Locale.ROOT).strip();
    }
}
