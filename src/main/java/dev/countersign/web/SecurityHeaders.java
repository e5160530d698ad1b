package dev.countersign.web;

import io.vertx.core.MultiMap;

/** What every page and error page tells the browser; no inline code and nothing from elsewhere, without exception. */
final class SecurityHeaders {

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'";
    private static final String PERMISSIONS_POLICY = "accelerometer=(), autoplay=(), camera=(), clipboard-read=(),"
            + " display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(),"
            + " magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(),"
            + " screen-wake-lock=(), serial=(), usb=(), web-share=(), xr-spatial-tracking=()";

    private SecurityHeaders() {}

    /** Sets them; a cache header is left alone where the answer has one, as static files do. */
    static void set(MultiMap headers, boolean secure) {
        headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .set("X-Content-Type-Options", "nosniff")
                .set("X-Frame-Options", "DENY")
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Cross-Origin-Resource-Policy", "same-origin")
                .set("Permissions-Policy", PERMISSIONS_POLICY)
                // not no-referrer: browsers would then send "Origin: null" with our own forms
                .set("Referrer-Policy", "same-origin");
        if (!headers.contains("Cache-Control")) {
            headers.set("Cache-Control", "no-store");
        }
        if (secure) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
