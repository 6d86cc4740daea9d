package org.keyrite.escrow.sheet;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A sheet's HTML, read by a parser that takes no mistake, and that expects no other file. */
public record KitPaper(Document document) {
  public static KitPaper read(String html) throws Exception {
    return new KitPaper(
        DocumentBuilderFactory.newDefaultNSInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8))));
  }

  /** The words, in their order. */
  List<String> words() {
    Element list =
        elements(document.getDocumentElement(), "ol").stream()
            .filter(one -> one.getAttribute("class").startsWith("words "))
            .findFirst()
            .orElseThrow();
    return texts(list, "li");
  }

  /** What stands beside a term of the list of facts. */
  public String fact(String term) {
    Element root = document.getDocumentElement();
    return texts(root, "dd").get(texts(root, "dt").indexOf(term)).strip();
  }

  String program() {
    return texts(document.getDocumentElement(), "pre").getFirst();
  }

  /** The commands that restore without keyrite. */
  List<String> commands() {
    Element stock =
        elements(document.getDocumentElement(), "section").stream()
            .filter(one -> one.getAttribute("id").equals("stock"))
            .findFirst()
            .orElseThrow();
    return texts(stock, "code");
  }

  List<Element> all() {
    return elements(document.getDocumentElement(), "*");
  }

  private static List<String> texts(Element in, String name) {
    return elements(in, name).stream().map(Element::getTextContent).toList();
  }

  private static List<Element> elements(Element in, String name) {
    NodeList found = in.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }
}
