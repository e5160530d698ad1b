package dev.countersign.audit.verify;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The keys an export names, and which of them may sign: the first one from the start, a later one only after a checkpoint of an
 * accepted key covered the entry {@code audit.key-added} that announces it, and no older one after a newer one. In an export that
 * starts later, keys from before its start are accepted, because their announcement is not in it; of them only the given ones, when a
 * fingerprint is given.
 */
final class KeyRing {

    /** What stands before the raw key in an X.509 public key of Ed25519 (RFC 8410). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int RAW = 32;

    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final Set<String> accepted = new HashSet<>();
    private final Set<String> announced = new HashSet<>();
    private final Set<String> used = new HashSet<>();
    private final List<String> given;
    private int newest;

    /**
     * The keys of a header.
     *
     * @param from where the export starts
     * @param given fingerprints that somebody noted; may be empty
     */
    KeyRing(List<JsonLine> named, long from, List<String> given) throws BrokenException {
        this.given = given;
        for (JsonLine line : named) {
            Key key = Key.read(line, keys.size());
            if (keys.put(key.id, key) != null) {
                throw new BrokenException("the key " + key.id + " is named twice");
            }
            boolean mayStart = from == 1 ? accepted.isEmpty() : key.from < from;
            boolean noted = from == 1 || given.isEmpty() || given.contains(key.fingerprint);
            if (mayStart && noted) {
                accepted.add(key.id);
            }
        }
        if (keys.isEmpty()) {
            throw new BrokenException("no key is named");
        }
    }

    /** An entry announces a key. */
    void announce(String id) {
        announced.add(id);
    }

    /** A checkpoint inside the export: signed by an accepted key, and it covers what was announced. */
    void checkpoint(String text, JsonLine line) throws BrokenException {
        verify(text, line, line.number("seq"));
        accepted.addAll(announced);
    }

    /** A signature by an accepted key. */
    void verify(String text, JsonLine line, long seq) throws BrokenException {
        Key key = key(line.text("keyId"));
        if (!accepted.contains(key.id)) {
            throw new BrokenException(
                    "the key " + key.id + " signs, but is not a given key and no older key covered its announcement");
        }
        if (key.order < newest) {
            throw new BrokenException("the key " + key.id + " signs after a newer key took over");
        }
        if (key.from > seq) {
            throw new BrokenException("the key " + key.id + " signs entry " + seq + " but is for " + key.from + " on");
        }
        key.check(text, line.text("sig"));
        used.add(key.id);
        newest = key.order;
    }

    /** A signature by any named key, for checkpoints from outside. */
    void verifyOutside(String text, JsonLine line) throws BrokenException {
        key(line.text("keyId")).check(text, line.text("sig"));
    }

    /** At least one of the noted fingerprints is of a key that signed here. */
    void mustIncludeGiven() throws BrokenException {
        if (!given.isEmpty() && fingerprints().stream().noneMatch(given::contains)) {
            throw new BrokenException("not signed by the given key, but by " + String.join(", ", fingerprints()));
        }
    }

    /** The fingerprints of the keys that signed. */
    List<String> fingerprints() {
        List<String> all = new ArrayList<>();
        keys.values().stream().filter(key -> used.contains(key.id)).forEach(key -> all.add(key.fingerprint));
        return all;
    }

    private Key key(String id) throws BrokenException {
        Key key = keys.get(id);
        if (key == null) {
            throw new BrokenException("signed by the key " + id + ", which the header does not name");
        }
        return key;
    }

    private static final class Key {

        private final String id;
        private final String fingerprint;
        private final long from;
        private final int order;
        private final PublicKey key;

        private Key(String id, String fingerprint, long from, int order, PublicKey key) {
            this.id = id;
            this.fingerprint = fingerprint;
            this.from = from;
            this.order = order;
            this.key = key;
        }

        static Key read(JsonLine line, int order) throws BrokenException {
            String id = line.text("id");
            byte[] raw = base64(line.text("publicKey"));
            String hash = Hashes.hex(Hashes.sha256(raw));
            if (raw.length != RAW || !id.equals(hash.substring(0, 16))) {
                throw new BrokenException("the key " + id + " has another id than its bytes say");
            }
            long from = line.number("from");
            if (from < 1) {
                throw new BrokenException("the key " + id + " is for entries from 1 on at the earliest");
            }
            return new Key(id, "sha256:" + hash, from, order, decode(raw));
        }

        void check(String text, String signature) throws BrokenException {
            try {
                Signature ed25519 = Signature.getInstance("Ed25519");
                ed25519.initVerify(key);
                ed25519.update(Hashes.utf8(text));
                if (ed25519.verify(base64(signature))) {
                    return;
                }
            } catch (GeneralSecurityException malformed) {
                throw new BrokenException("a malformed signature");
            }
            throw new BrokenException("the signature is not by the key " + id);
        }

        private static PublicKey decode(byte[] raw) throws BrokenException {
            byte[] encoded = Arrays.copyOf(X509, X509.length + RAW);
            System.arraycopy(raw, 0, encoded, X509.length, RAW);
            try {
                return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            } catch (GeneralSecurityException e) {
                throw new BrokenException("not an Ed25519 key");
            }
        }

        private static byte[] base64(String text) throws BrokenException {
            try {
                return Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                throw new BrokenException("not base64");
            }
        }
    }
}
