package dev.leat.benchmarks.plot;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes an SVG picture, an element a line. Not thread-safe. */
final class Svg {

    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    /** Starts a picture; text in it has no serifs. */
    Svg(int width, int height, int fontSize, String title) {
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartElement("svg");
            xml.writeDefaultNamespace(NAMESPACE);
            attributes(
                    "viewBox",
                    "0 0 " + width + " " + height,
                    "width",
                    width,
                    "height",
                    height,
                    "role",
                    "img",
                    "font-family",
                    "sans-serif",
                    "font-size",
                    fontSize);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        words("title", title);
    }

    /** An element without content. Attributes are names and values by turns. */
    Svg element(String name, Object... attributes) {
        return words(name, "", attributes);
    }

    /** An element with text. */
    Svg words(String name, String words, Object... attributes) {
        try {
            xml.writeCharacters("\n");
            if (words.isEmpty()) {
                xml.writeEmptyElement(name);
                attributes(attributes);
            } else {
                xml.writeStartElement(name);
                attributes(attributes);
                xml.writeCharacters(words);
                xml.writeEndElement();
            }
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private void attributes(Object... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i].toString(), value(attributes[i + 1]));
        }
    }

    private static String value(Object value) {
        return value instanceof Double number ? number(number) : value.toString();
    }

    /** A coordinate, exact enough to look exact. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** Ends the picture and gives its text. */
    String end() {
        try {
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.close();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }
}
