package dev.leat.testkit.mongodb;

import java.util.Optional;

/** Finds the process whose end is the end of the build. */
final class BuildProcess {
    private static final String MAVEN_MAIN = "org.codehaus.plexus.classworlds.launcher.Launcher";

    private BuildProcess() {}

    /** The Maven that runs this test process, else this process: an IDE stays open long after the last test. */
    static long pid() {
        Optional<ProcessHandle> ancestor = ProcessHandle.current().parent();
        while (ancestor.isPresent()) {
            ProcessHandle process = ancestor.get();
            if (process.info().commandLine().orElse("").contains(MAVEN_MAIN)) {
                return process.pid();
            }
            ancestor = process.parent();
        }
        return ProcessHandle.current().pid();
    }
}
