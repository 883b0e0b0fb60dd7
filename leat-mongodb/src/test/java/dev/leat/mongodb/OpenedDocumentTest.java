package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.io.BasicOutputBuffer;
import org.junit.jupiter.api.Test;

class OpenedDocumentTest {

    private static final BsonDocument DOCUMENT = BsonDocument.parse("""
            {_id: {$oid: '000000000000000000000001'}, stream: 'account-7', version: NumberLong(3), list: [1, {x: 2}],
             data: {currency: 'EUR', inner: {amount: NumberDecimal('1.50')}}, nothing: null}""");

    @Test
    void document_isTheSame_opened() {
        RawBsonDocument raw = new RawBsonDocument(DOCUMENT, new BsonDocumentCodec());

        assertThat(OpenedDocument.of(raw)).isEqualTo(DOCUMENT);
    }

    @Test
    void innerDocument_sharesBytes_ofOneInTheMidstOfAnAnswer() {
        RawBsonDocument around = new RawBsonDocument(
                new BsonDocument("before", new BsonInt32(1)).append("event", DOCUMENT), new BsonDocumentCodec());
        RawBsonDocument raw = (RawBsonDocument)
                Objects.requireNonNull(OpenedDocument.of(around).get("event"));

        BsonDocument opened = OpenedDocument.of(raw);

        assertThat(opened).isEqualTo(DOCUMENT);
        RawBsonDocument data = (RawBsonDocument) Objects.requireNonNull(opened.get("data"));
        assertThat(data.getByteBuffer().asNIO().array())
                .isSameAs(around.getByteBuffer().asNIO().array());
    }

    @Test
    void fieldThatIsThereTwice_hasItsFirstValue_asInARawDocument() {
        BasicOutputBuffer bytes = new BasicOutputBuffer();
        try (BsonBinaryWriter writer = new BsonBinaryWriter(bytes)) {
            writer.writeStartDocument();
            writer.writeInt32("version", 1);
            writer.writeInt32("version", 2);
            writer.writeEndDocument();
        }
        RawBsonDocument raw = new RawBsonDocument(bytes.toByteArray());

        assertThat(raw.getInt32("version").getValue()).isEqualTo(1);
        assertThat(OpenedDocument.of(raw).getInt32("version").getValue()).isEqualTo(1);
    }
}
