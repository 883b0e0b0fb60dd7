/**
 * A real MongoDB for tests: start reading at {@link dev.leat.testkit.mongodb.RealMongo}, which hands a test its client and
 * its own database; {@link dev.leat.testkit.mongodb.MongoCluster} is for tests and tools that start, kill and restart
 * servers themselves. Where the server comes from is the business of the script {@code dev/mongodb}.
 */
@NullMarked
package dev.leat.testkit.mongodb;

import org.jspecify.annotations.NullMarked;
