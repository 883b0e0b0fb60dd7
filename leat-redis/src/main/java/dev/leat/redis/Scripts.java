package dev.leat.redis;

/** What Redis runs as a whole. Each script takes its keys as {@link RedisKeys} names them. */
final class Scripts {

    /** The server's own clock, in milliseconds. */
    private static final String NOW = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            """;

    /**
     * KEYS: replicas, generations, roles, assignment. ARGV: replica, its text, and for how long leftovers are kept. The
     * first line of what is stored is the generation and the time.
     */
    static final String HEARTBEAT = NOW + """
            local before = redis.call('HGET', KEYS[1], ARGV[1])
            local generation = before and string.match(before, '^(%d+) ') or redis.call('INCR', KEYS[2])
            redis.call('HSET', KEYS[1], ARGV[1],
                string.format('%s %.0f', tostring(generation), now) .. string.char(10) .. ARGV[2])
            for _, key in ipairs(KEYS) do
              redis.call('PEXPIRE', key, ARGV[3])
            end
            return 1
            """;

    /**
     * KEYS: replicas, roles, assignment. ARGV: age in milliseconds from which a replica is removed. Answers: replicas as id, generation, age and text, one after the other; roles as name and text; the assignment
     */
    static final String OBSERVE = NOW + """
            local replicas = {}
            local stored = redis.call('HGETALL', KEYS[1])
            for i = 1, #stored, 2 do
              local generation, at, text = string.match(stored[i + 1], '^(%d+) (%d+)%c(.*)$')
              local age = at and math.max(0, now - tonumber(at))
              if age and age > tonumber(ARGV[1]) then
                redis.call('HDEL', KEYS[1], stored[i])
              else
                table.insert(replicas, stored[i])
                table.insert(replicas, generation or '')
                table.insert(replicas, age and string.format('%.0f', age) or '')
                table.insert(replicas, text or stored[i + 1])
              end
            end
            return {replicas, redis.call('HGETALL', KEYS[2]), redis.call('GET', KEYS[3]) or ''}
            """;

    /** Replaces a field of a hash if it is as seen. KEYS: the hash. ARGV: field, text seen or empty, new text. */
    static final String REPLACE_FIELD = """
            local present = redis.call('HGET', KEYS[1], ARGV[1]) or ''
            if present == ARGV[2] then
              redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
              return 1
            end
            return present == ARGV[3] and 1 or 0
            """;

    /** Replaces a text if it is as seen. KEYS: its key. ARGV: text seen or empty, new text, how long it is kept. */
    static final String REPLACE = """
            local present = redis.call('GET', KEYS[1]) or ''
            if present == ARGV[1] then
              redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
              return 1
            end
            return present == ARGV[2] and 1 or 0
            """;

    private Scripts() {}
}
