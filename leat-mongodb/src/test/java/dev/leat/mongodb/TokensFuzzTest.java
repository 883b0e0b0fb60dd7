package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.leat.failure.UnsuitableStoreException;
import dev.leat.ledger.ResumeToken;
import java.nio.ByteBuffer;
import org.bson.BsonBinary;
import org.bson.BsonDocument;

/** Whatever stands in a token's place, it is refused in words, or comes back from its packed form as it was. */
class TokensFuzzTest {

    private static final BsonDocument STORED = BsonDocument.parse("""
            {t: {$binary: {base64: 'gmVBQUEAAAABKwQ=', subType: '00'}},
             u: {$binary: {base64: 'ABEiM0RVZneImaq7zN3u/w==', subType: '04'}}}""");

    @FuzzTest
    void unpack(FuzzedDataProvider data) {
        BsonDocument stored = AnyBson.damaged(STORED, data);
        ResumeToken token;
        try {
            token = Tokens.unpack(stored, "t", "u");
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("field ");
            return;
        }
        BsonDocument again = new BsonDocument();
        Tokens.pack(token, again, "t", "u");
        assertThat(Tokens.unpack(again, "t", "u")).isEqualTo(token);
    }

    @FuzzTest
    void timeOf(byte[] bytes) {
        ResumeToken token = Tokens.unpack(new BsonDocument("t", new BsonBinary(bytes)), "t", "u");
        try {
            assertThat(Tokens.timeOf(token).value())
                    .isEqualTo(ByteBuffer.wrap(bytes).getLong(1));
        } catch (UnsuitableStoreException e) {
            assertThat(bytes.length < 9 || bytes[0] != (byte) 0x82).isTrue();
            assertThat(e).hasMessageContaining("not supported yet");
        }
    }
}
