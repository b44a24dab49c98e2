import java.io.File;
import java.util.Arrays;
import org.apache.maven.plugin.surefire.log.api.PrintStreamLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;

/** Tells what Maven Surefire's own reader makes of the reports in a folder: a line a test, fields apart by tabs. */
public class ReadReports {
  public static void main(String[] arguments) throws Exception {
    File[] reports = new File(arguments[0]).listFiles();
    Arrays.sort(reports);
    for (File report : reports) {
      for (ReportTestSuite suite : new TestSuiteXmlParser(new PrintStreamLogger(System.err)).parse(report.getPath())) {
        for (ReportTestCase test : suite.getTestCases()) {
          System.out.println(String.join("\t", report.getName(), suite.getFullClassName(), kindOf(test)));
        }
      }
    }
  }

  private static String kindOf(ReportTestCase test) {
    if (test.hasError()) return "error";
    if (test.hasFailure()) return "failure";
    if (test.hasSkipped()) return "skipped";
    return test.hasFlakes() ? "flaky" : "passed";
  }
}
