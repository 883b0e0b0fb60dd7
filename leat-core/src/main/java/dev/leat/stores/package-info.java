/** What a store module gives to the engine, in one piece. Start with {@link dev.leat.stores.LeatStores}. */
@NullMarked
package dev.leat.stores;

import org.jspecify.annotations.NullMarked;
