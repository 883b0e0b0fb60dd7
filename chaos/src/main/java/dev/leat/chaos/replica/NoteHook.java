package dev.leat.chaos.replica;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import org.bson.BsonString;
import org.bson.BsonValue;

/** An ambush before the relay notes how far it is: the driver tells of a command before it sends it. Thread-safe. */
final class NoteHook implements CommandListener {

    private static final BsonValue NOTES = new BsonString("relays");

    private final Ambush ambush;

    NoteHook(Ambush ambush) {
        this.ambush = ambush;
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (event.getCommandName().equals("update")
                && NOTES.equals(event.getCommand().get("update"))) {
            ambush.reach(Point.BEFORE_NOTE);
        }
    }
}
