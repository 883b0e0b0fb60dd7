package dev.leat.mongodb;

import dev.leat.event.AppendResult;
import dev.leat.event.Event;
import dev.leat.event.EventStore;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A small domain for tests: accounts that take payments, each in a currency. */
public final class Fixtures {

    static final EventTypes TYPES = EventTypes.builder()
            .type("AccountOpened", AccountOpened.class)
            .type("PaymentReceived", PaymentReceived.class)
            .build();

    private Fixtures() {}

    public record AccountOpened(String owner) {}

    public record PaymentReceived(String currency, BigDecimal amount) {}

    /** Keeps the versions it was given, so that order, loss and doubles show. */
    public record Account(long events, BigDecimal total, List<Long> versions) {

        static final Account EMPTY = new Account(0, BigDecimal.ZERO, List.of());

        Account plus(Event event, BigDecimal amount) {
            List<Long> all = new ArrayList<>(versions);
            all.add(event.version());
            return new Account(events + 1, total.add(amount), all);
        }
    }

    public record Turnover(long payments, BigDecimal total) {}

    /** Nothing but the versions it was given. */
    public record Notes(List<Long> versions) {

        static final Notes NONE = new Notes(List.of());

        Notes plus(Event event) {
            List<Long> all = new ArrayList<>(versions);
            all.add(event.version());
            return new Notes(all);
        }
    }

    static Projection<Account> accounts() {
        return Projection.named("accounts")
                .into("accounts", Account.class)
                .partitions(8)
                .startingWith(Account.EMPTY)
                .on(AccountOpened.class, (account, opened, event) -> account.plus(event, BigDecimal.ZERO))
                .on(PaymentReceived.class, (account, payment, event) -> account.plus(event, payment.amount()))
                .build();
    }

    static Projection<Turnover> turnover() {
        return Projection.named("turnover")
                .into("turnover", Turnover.class)
                .partitions(4)
                .keyedBy(event -> event.data() instanceof PaymentReceived payment
                        ? Optional.of(Key.of(payment.currency()))
                        : Optional.empty())
                .startingWith(new Turnover(0, BigDecimal.ZERO))
                .on(
                        PaymentReceived.class,
                        (turnover, payment, event) -> new Turnover(
                                turnover.payments() + 1, turnover.total().add(payment.amount())))
                .build();
    }

    static AppendResult append(EventStore store, String stream, Object... events) {
        List<NewEvent> list = new ArrayList<>();
        for (Object event : events) {
            list.add(NewEvent.of(event));
        }
        return store.append(StreamId.of(stream), ExpectedVersion.any(), list);
    }

    static PaymentReceived payment(String currency, String amount) {
        return new PaymentReceived(currency, new BigDecimal(amount));
    }

    /** A document that tells the order of what it was folded from. */
    public record Sum(long sum, List<Integer> numbers) {

        static final Sum EMPTY = new Sum(0, List.of());

        Sum plus(int number) {
            List<Integer> more = new ArrayList<>(numbers);
            more.add(number);
            return new Sum(sum + number, more);
        }
    }
}
