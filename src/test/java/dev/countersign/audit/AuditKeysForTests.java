package dev.countersign.audit;

import java.util.HexFormat;

/** The key of RFC 8032 test 1, with which the golden export is signed. */
public final class AuditKeysForTests {

    private AuditKeysForTests() {}

    public static SigningKey rfc8032() {
        byte[] raw = HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        byte[] pkcs8 = HexFormat.of()
                .parseHex("302e020100300506032b657004220420"
                        + "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        return SigningKey.of(raw, pkcs8);
    }
}
