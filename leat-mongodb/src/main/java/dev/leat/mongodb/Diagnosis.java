package dev.leat.mongodb;

/**
 * One thing that was looked at. Immutable.
 *
 * @param of what was looked at, in a few words
 * @param found how it is
 * @param mend what mends it, or makes it visible; empty when it is fine
 */
public record Diagnosis(Grade grade, String of, String found, String mend) {

    /** From good to bad. */
    public enum Grade {
        FINE,
        /** It could not be seen. */
        UNKNOWN,
        /** It works, and will cost something in a bad hour. */
        WARNING,
        /** It does not work, or the guarantee does not hold. */
        FAULT
    }

    static Diagnosis fine(String of, String found) {
        return new Diagnosis(Grade.FINE, of, found, "");
    }

    static Diagnosis unknown(String of, String found, String mend) {
        return new Diagnosis(Grade.UNKNOWN, of, found, mend);
    }

    static Diagnosis warning(String of, String found, String mend) {
        return new Diagnosis(Grade.WARNING, of, found, mend);
    }

    static Diagnosis fault(String of, String found, String mend) {
        return new Diagnosis(Grade.FAULT, of, found, mend);
    }
}
