package dev.leat.examples.onlineretail.load;

import java.util.Locale;

/** What a load does at a malformed line. */
public enum OnError {
    /** Ends with the line's number and the reason. */
    STOP,
    /** Sets the line aside in a file of parked lines and goes on. */
    PARK;

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
