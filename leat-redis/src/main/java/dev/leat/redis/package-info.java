/**
 * Heartbeats, roles and the assignment in Redis instead of MongoDB. Start with
 * {@link dev.leat.redis.RedisCoordination}; the keys and what stands in them are described in
 * {@code docs/reference/stored-documents.md}.
 */
@NullMarked
package dev.leat.redis;

import org.jspecify.annotations.NullMarked;
