package dev.instar.migrator.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.report.Golden;
import dev.instar.migrator.report.SamplePlans;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
  static Stream<Golden> reports() {
    return Golden.all("html", new HtmlReport());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reports")
  void isWhatItWasAndLoadsNothing(Golden golden) throws Exception {
    String report = golden.check();
    Set<String> tags = new TreeSet<>();
    Set<String> attributes = new TreeSet<>();
    for (Element element : elements(report)) {
      tags.add(element.getTagName());
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        attributes.add(element.getAttributes().item(i).getNodeName());
      }
      if (element.hasAttribute("href")) {
        assertThat(element.getAttribute("href")).startsWith("#statement-");
      }
    }
    assertThat(tags).doesNotContain("script", "link", "img", "iframe", "object", "svg", "form");
    assertThat(attributes)
        .doesNotContain("src", "srcset", "action")
        .noneMatch(a -> a.startsWith("on"));
    assertThat(report).doesNotContain("url(", "@import");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reports")
  void canBeReadAloud(Golden golden) throws Exception {
    int level = 0;
    for (Element element : elements(golden.check())) {
      if (element.getTagName().matches("h[1-6]")) {
        int next = element.getTagName().charAt(1) - '0';
        assertThat(next).as(element.getTextContent()).isLessThanOrEqualTo(level + 1);
        level = next;
      }
      if (element.getTagName().equals("table")) {
        assertThat(element.getElementsByTagName("caption").getLength()).isEqualTo(1);
      }
      if (element.getTagName().equals("th")) {
        assertThat(element.getAttribute("scope")).isIn("row", "col");
      }
    }
    assertThat(level).isPositive();
  }

  @Test
  void hostileTextIsText() throws Exception {
    String name = "a|b`c</td><script>alert(1)</script> @admin #1 *x*";
    assertThat(elements(new HtmlReport().render(SamplePlans.hostile())))
        .filteredOn(element -> element.getTagName().equals("pre"))
        .first()
        .satisfies(pre -> assertThat(pre.getTextContent()).contains(name));
  }

  private static List<Element> elements(String report) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    Document document =
        factory.newDocumentBuilder().parse(new InputSource(new StringReader(report)));
    NodeList all = document.getElementsByTagName("*");
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      elements.add((Element) all.item(i));
    }
    return elements;
  }
}
