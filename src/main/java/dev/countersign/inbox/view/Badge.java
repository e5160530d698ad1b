package dev.countersign.inbox.view;

import dev.countersign.call.Risk;

/**
 * A risk as it is shown: word, level and a shape, never colour alone.
 *
 * @param word for instance "financial"
 * @param level for instance "critical"
 */
public record Badge(String word, String level, String shape) {

    /** The badge of a class. */
    public static Badge of(Risk risk) {
        String shape = switch (risk.level()) {
            case LOW -> "○";
            case MEDIUM -> "◔";
            case HIGH -> "◑";
            case CRITICAL -> "●";
        };
        return new Badge(risk.word(), risk.level().word(), shape);
    }
}
