package dev.tandem.cli.console;

import java.util.ArrayList;
import java.util.List;

/** Text in columns: those of words to the left, those of numbers to the right. */
public final class Table {
  private final String alignment;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param alignment a letter for each column: l for left, r for right
   * @param header the columns' names
   */
  public Table(String alignment, String... header) {
    this.alignment = alignment;
    add(header);
  }

  /** Adds a row. */
  public void add(String... cells) {
    rows.add(List.of(cells));
  }

  /** Returns the lines, the header first. */
  public List<String> lines() {
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < alignment.length(); column++) {
      int place = column;
      widths.add(rows.stream().mapToInt(row -> row.get(place).length()).max().orElse(0));
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      String padding = " ".repeat(widths.get(column) - cell.length());
      line.append(column == 0 ? "" : "  ");
      line.append(alignment.charAt(column) == 'r' ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }
}
