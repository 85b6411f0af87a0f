package dev.tandem.testkit;

/** Counts the cases of one contract and keeps its greatest differences. */
final class Tally {
  private final String contract;
  private int passed;
  private int gaps;
  private int failed;
  private double maxAbsolute;
  private double maxShare;
  private String worstCase = "none";

  Tally(String contract) {
    this.contract = contract;
  }

  String contract() {
    return contract;
  }

  void passed() {
    passed++;
  }

  void gap() {
    gaps++;
  }

  void failed() {
    failed++;
  }

  void add(String name, Difference difference) {
    maxAbsolute = Math.max(maxAbsolute, difference.absolute());
    if (difference.share() > maxShare) {
      maxShare = difference.share();
      worstCase = name + ", " + difference.what();
    }
  }

  ContractReport.Contract result() {
    return new ContractReport.Contract(
        contract, passed, gaps, failed, maxAbsolute, maxShare, worstCase);
  }
}
