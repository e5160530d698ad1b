package dev.countersign.call;

import java.util.UUID;

/** Where random ids and secrets come from, so that tests can fix them. */
public interface IdSource {

    /** A random UUID (RFC 9562, version 4). */
    UUID uuid();

    /** So many bytes of a cryptographically strong random number generator. */
    byte[] bytes(int count);
}
