package dev.leat.examples.firstprojection;

import dev.leat.event.Event;
import dev.leat.mongodb.EventTypes;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.util.Optional;

/** The events of a bank, and two read models of them. */
public final class Bank {

    static final EventTypes TYPES = EventTypes.builder()
            .type("Deposited", Deposited.class)
            .type("Withdrawn", Withdrawn.class)
            .build();

    private Bank() {}

    /** Money came in, at a branch. */
    public record Deposited(long cents, String branch) {}

    /** Money went out, at a branch. */
    public record Withdrawn(long cents, String branch) {}

    /** The state of one account. */
    public record Account(long entries, long cents) {

        Account plus(long change) {
            if (cents + change < 0) {
                throw new IllegalStateException("Overdrawn by " + -(cents + change) + " cents");
            }
            return new Account(entries + 1, cents + change);
        }
    }

    /** What went over the counter of one branch. */
    public record Turnover(long entries, long in, long out) {}

    /** One document per stream: the account. */
    static Projection<Account> accounts() {
        return Projection.named("accounts")
                .into("accounts", Account.class)
                .startingWith(new Account(0, 0))
                .on(Deposited.class, (account, deposited, event) -> account.plus(deposited.cents()))
                .on(Withdrawn.class, (account, withdrawn, event) -> account.plus(-withdrawn.cents()))
                .build();
    }

    /** One document per branch, whatever the accounts: keyed by the content of the event. */
    static Projection<Turnover> turnover() {
        return Projection.named("turnover")
                .into("turnover", Turnover.class)
                .keyedBy(Bank::branchOf)
                .startingWith(new Turnover(0, 0, 0))
                .on(
                        Deposited.class,
                        (turnover, deposited, event) ->
                                new Turnover(turnover.entries() + 1, turnover.in() + deposited.cents(), turnover.out()))
                .on(
                        Withdrawn.class,
                        (turnover, withdrawn, event) ->
                                new Turnover(turnover.entries() + 1, turnover.in(), turnover.out() + withdrawn.cents()))
                .build();
    }

    private static Optional<Key> branchOf(Event event) {
        return switch (event.data()) {
            case Deposited deposited -> Optional.of(Key.of(deposited.branch()));
            case Withdrawn withdrawn -> Optional.of(Key.of(withdrawn.branch()));
            default -> Optional.empty();
        };
    }
}
