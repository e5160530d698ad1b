package dev.countersign.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** To the login and back, to paths of ours only. */
public final class LoginRedirect {

    private static final String HOME = "/inbox";
    private static final List<String> PAGES =
            List.of("/inbox", "/history", "/servers", "/agents", "/people", "/audit", "/settings", "/components");
    private static final int LONGEST = 512;

    /** The targets of a call's forms, which show nothing by themselves. */
    private static final Pattern FORM =
            Pattern.compile("^(/inbox/[^/]+)/(?:votes|taking-back|owner|resolution|readers)$");

    private LoginRedirect() {}

    /** The address of the login that leads back to {@code path}; from the target of a form to the page it stands on. */
    public static String to(String path) {
        String back =
                back(path.equals("/inbox/bulk") ? HOME : FORM.matcher(path).replaceFirst("$1"));
        return back.equals(HOME) ? "/login" : "/login?next=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
    }

    /** Whether a path is, or lies below, a page for people who are logged in. */
    public static boolean isPage(String path) {
        return PAGES.stream()
                .anyMatch(page ->
                        path.equals(page) || (path.startsWith(page + "/") && path.length() > page.length() + 1));
    }

    /**
     * Where to go after the login: {@code next} when it is a path of ours – one slash first, no backslash, no control, nothing
     * encoded that could hide either – and the inbox otherwise.
     */
    public static String back(String next) {
        boolean page = next.length() <= LONGEST
                && isPage(next.replaceFirst("\\?.*$", ""))
                && !next.startsWith("/inbox/events")
                && RawPath.judge(next, false) == RawPath.Verdict.SERVED
                && next.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
        return page ? next : HOME;
    }
}
