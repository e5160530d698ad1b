package dev.countersign.directory;

import java.util.regex.Pattern;

/** Names that admins may give: such that they need no escaping in an address and cannot be mistaken for another. */
public final class NewName {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private NewName() {}

    /** The name, if it is one. */
    public static String checked(String name) throws DirectoryException {
        if (!NAME.matcher(name).matches()) {
            throw DirectoryException.invalid("A name has 1 to 64 letters, digits, dots, hyphens and underscores,"
                    + " and begins with a letter or digit.");
        }
        return name;
    }
}
