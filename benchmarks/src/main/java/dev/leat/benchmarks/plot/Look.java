package dev.leat.benchmarks.plot;

/** How the line of a system looks: apart from each other also for those who see few colours, and dark enough on white. */
enum Look {
    CIRCLE("#005a9c", "M-5,0a5,5 0 1,0 10,0a5,5 0 1,0 -10,0z"),
    SQUARE("#c44e00", "M-4.5,-4.5h9v9h-9z"),
    DIAMOND("#006b50", "M0,-6l6,6l-6,6l-6,-6z"),
    TRIANGLE_UP("#8e3a80", "M0,-5.5l6,10.5h-12z"),
    TRIANGLE_DOWN("#404040", "M0,5.5l6,-10.5h-12z");

    private final String color;
    private final String marker;

    Look(String color, String marker) {
        this.color = color;
        this.marker = marker;
    }

    /** That of a number of systems, in turn. */
    static Look of(int system) {
        return values()[system % values().length];
    }

    String color() {
        return color;
    }

    /** The outline of its marker, around the point zero. */
    String marker() {
        return marker;
    }
}
