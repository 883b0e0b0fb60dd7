package dev.leat.kafka;

import dev.leat.event.Event;
import dev.leat.mongodb.EventTypes;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A small domain for tests: carts that take items, each of a product. */
public final class Shop {

    static final EventTypes TYPES =
            EventTypes.builder().type("ItemAdded", ItemAdded.class).build();

    private Shop() {}

    public record ItemAdded(String product, long quantity, String note) {

        static ItemAdded of(String product, long quantity) {
            return new ItemAdded(product, quantity, "");
        }
    }

    /** Keeps the versions it was given, so that order, loss and doubles show. */
    public record Cart(long quantity, List<Long> versions) {

        Cart plus(ItemAdded item, Event event) {
            List<Long> all = new ArrayList<>(versions);
            all.add(event.version());
            return new Cart(quantity + item.quantity(), all);
        }
    }

    public record Product(long quantity, long events) {}

    /** Keyed by stream. */
    static Projection<Cart> carts() {
        return carts("carts");
    }

    /** The same under another name. */
    static Projection<Cart> carts(String name) {
        return carts(name, () -> {});
    }

    /** With something to do before each event is folded. */
    static Projection<Cart> carts(String name, Runnable before) {
        return Projection.named(name)
                .into(name, Cart.class)
                .partitions(8)
                .startingWith(new Cart(0, List.of()))
                .on(ItemAdded.class, (cart, item, event) -> {
                    before.run();
                    return cart.plus(item, event);
                })
                .build();
    }

    /** Keyed by content. */
    static Projection<Product> products() {
        return Projection.named("products")
                .into("products", Product.class)
                .partitions(4)
                .keyedBy(event ->
                        event.data() instanceof ItemAdded item ? Optional.of(Key.of(item.product())) : Optional.empty())
                .startingWith(new Product(0, 0))
                .on(
                        ItemAdded.class,
                        (product, item, event) ->
                                new Product(product.quantity() + item.quantity(), product.events() + 1))
                .build();
    }
}
