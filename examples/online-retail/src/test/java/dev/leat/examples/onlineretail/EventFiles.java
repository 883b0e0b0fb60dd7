package dev.leat.examples.onlineretail;

import dev.leat.examples.onlineretail.load.EventFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Event files for tests. */
public final class EventFiles {

    public static final String OPENED = """
            {"streamId":"invoice-1","streamType":"invoice","type":"InvoiceOpened","time":"2011-11-01T08:26:00Z",\
            "data":{"documentNo":"1","customerId":"17850","country":"France"}}""";

    public static final String LINE = """
            {"streamId":"invoice-1","streamType":"invoice","type":"InvoiceLineAdded","time":"2011-11-01T08:26:00Z",\
            "data":{"documentNo":"1","line":1,"customerId":"17850","country":"France","stockCode":"85123A",\
            "description":"WHITE HANGING HEART","quantity":3,"unitPrice":0.1}}""";

    public static final String UNKNOWN = """
            {"streamId":"parcel-1","type":"ParcelSent","time":"2011-11-02T10:00:00Z",\
            "data":{"weight":1.50,"to":{"city":"Lyon"},"codes":[1,null,"x"],"insured":true}}""";

    private EventFiles() {}

    public static EventFile plain(Path folder, String... lines) throws IOException {
        Path path = folder.resolve("events.ndjson");
        Files.writeString(path, String.join("\n", lines) + "\n");
        return EventFile.of(path);
    }

    public static EventFile gzip(Path folder, String... lines) throws IOException {
        Path path = folder.resolve("events.with-any-name");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return EventFile.of(path);
    }
}
