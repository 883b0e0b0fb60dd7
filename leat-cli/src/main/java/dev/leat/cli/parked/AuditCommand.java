package dev.leat.cli.parked;

import dev.leat.cli.options.ExitCodes;
import dev.leat.cli.output.Json;
import dev.leat.cli.output.Shown;
import dev.leat.cli.output.TextTable;
import dev.leat.operate.ParkedKeys;
import dev.leat.park.AuditEntry;
import dev.leat.park.AuditNote;
import dev.leat.partition.ProjectionId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows who asked what about parked keys, and what came of it. */
@Command(
        name = "audit",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Shows who asked what about the parked keys of a projection, and what came of it, newest first.",
            ""
        })
final class AuditCommand extends ProjectionWord {

    @Option(
            names = "--max",
            paramLabel = "N",
            defaultValue = "50",
            description = "Show so many entries. Default: ${DEFAULT-VALUE}")
    private int max = 50;

    @Override
    int run(ParkedKeys parked, ProjectionId id) {
        List<AuditEntry> entries = parked.audit(id, Math.max(1, max));
        if (json) {
            System.out.print(Json.line(ParkedJson.ofAudit(entries)));
        } else if (entries.isEmpty()) {
            System.out.println("Nobody ever asked anything.");
        } else {
            System.out.print(text(entries));
        }
        return ExitCodes.FINE;
    }

    private static String text(List<AuditEntry> entries) {
        TextTable table = new TextTable()
                .text("AT")
                .text("WHAT")
                .text("ACTION")
                .text("KEY")
                .number("POSITION")
                .text("BY")
                .text("REASON")
                .text("DETAIL");
        for (AuditEntry entry : entries) {
            AuditNote note = entry.note();
            table.row(
                    Shown.time(entry.at()),
                    note.what().name(),
                    ParkedJson.name(note.request().action()),
                    note.key().value(),
                    note.position().toString(),
                    Shown.orDash(note.request().by()),
                    Shown.orDash(note.request().reason()),
                    note.detail());
        }
        return table.toString();
    }
}
