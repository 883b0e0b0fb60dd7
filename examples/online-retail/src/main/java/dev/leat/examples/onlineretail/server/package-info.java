/**
 * The MongoDB of a demo: one's own, or one started for it. Start with
 * {@link dev.leat.examples.onlineretail.server.MongoServer}.
 */
@NullMarked
package dev.leat.examples.onlineretail.server;

import org.jspecify.annotations.NullMarked;
