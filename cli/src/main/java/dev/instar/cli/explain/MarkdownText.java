package dev.instar.cli.explain;

import dev.instar.migrator.report.Ink;
import dev.instar.migrator.report.Page;
import java.util.function.UnaryOperator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Markdown as text of 80 columns: headings, paragraphs, lists and blocks of code. */
public final class MarkdownText extends AbstractVisitor {
  private static final int COLUMNS = 80;
  private static final int INDENT = 2;

  private final Ink ink;
  private final Page page = new Page(COLUMNS);
  private boolean begun;

  private MarkdownText(Ink ink) {
    this.ink = ink;
  }

  /** The text, which ends in a line feed. */
  public static String of(String markdown, Ink ink) {
    MarkdownText text = new MarkdownText(ink);
    Parser.builder().build().parse(markdown).accept(text);
    return text.page.toString();
  }

  @Override
  public void visit(Heading heading) {
    blank();
    page.paragraph(0, words(heading), ink::heading);
  }

  @Override
  public void visit(Paragraph paragraph) {
    blank();
    page.paragraph(INDENT, words(paragraph));
  }

  @Override
  public void visit(FencedCodeBlock block) {
    blank();
    block.getLiteral().lines().forEach(line -> page.line(2 * INDENT, line));
  }

  @Override
  public void visit(BulletList list) {
    blank();
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      item((ListItem) item, "-");
    }
  }

  @Override
  public void visit(OrderedList list) {
    blank();
    int number = 1;
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      item((ListItem) item, number + ".");
      number++;
    }
  }

  private void item(ListItem item, String mark) {
    page.entry(INDENT, mark, mark.length() + 1, words(item), UnaryOperator.identity());
  }

  private void blank() {
    if (begun) {
      page.blank();
    }
    begun = true;
  }

  /** The text within a block; code keeps its backticks, a link is followed by its address. */
  private static String words(Node block) {
    Words words = new Words();
    block.accept(words);
    return words.text.toString();
  }

  private static final class Words extends AbstractVisitor {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void visit(Text node) {
      text.append(node.getLiteral());
    }

    @Override
    public void visit(Code code) {
      text.append('`').append(code.getLiteral()).append('`');
    }

    @Override
    public void visit(SoftLineBreak end) {
      text.append(' ');
    }

    @Override
    public void visit(HardLineBreak end) {
      text.append(' ');
    }

    @Override
    public void visit(Link link) {
      visitChildren(link);
      if (link.getDestination().contains("://")) {
        text.append(": ").append(link.getDestination());
      }
    }
  }
}
