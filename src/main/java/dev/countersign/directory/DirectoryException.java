package dev.countersign.directory;

/** A change that cannot be made; the message says why, in words for the admin. */
public final class DirectoryException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    private DirectoryException(int status, String message) {
        super(message);
        this.status = status;
    }

    public static DirectoryException unknown(String message) {
        return new DirectoryException(404, message);
    }

    public static DirectoryException conflict(String message) {
        return new DirectoryException(409, message);
    }

    public static DirectoryException invalid(String message) {
        return new DirectoryException(422, message);
    }

    /** The HTTP status that says so (RFC 9110): 404, 409 or 422. */
    public int status() {
        return status;
    }

    /** Why, in words for the admin. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
