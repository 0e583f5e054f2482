import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Checks a PDF by the rules of each flavour named; a line for each that says what it found. */
public class Check {
  private static final int MOST = 20;

  public static void main(String[] asked) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (int at = 1; at < asked.length; at++) {
      PDFAFlavour flavour = PDFAFlavour.byFlavourId(asked[at]);
      try (PDFAParser parser =
          Foundries.defaultInstance().createParser(new FileInputStream(asked[0]), flavour)) {
        PDFAValidator validator =
            Foundries.defaultInstance().createValidator(flavour, MOST, false, false, false);
        ValidationResult found = validator.validate(parser);
        System.out.println(asked[at] + (found.isCompliant() ? " valid" : " INVALID"));
        for (TestAssertion failed : found.getTestAssertions()) {
          System.out.println("  " + failed.getRuleId().getClause() + " " + failed.getMessage());
        }
      }
    }
  }
}
