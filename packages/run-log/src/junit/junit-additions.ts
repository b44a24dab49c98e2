import type { JUnitCase } from "./junit-cases.ts";
import type { Rerun } from "./junit-reruns.ts";
import type { JUnitResults, JUnitSuite } from "./junit-results.ts";
import { asAttribute, asContent, junitText } from "./junit-text.ts";

/**
 * Writes into a report what jest-junit cannot: names as they are (it fills them into templates, in which `$&` and `{title}`
 * are not just texts), the file of a suite, where each file ran (it takes properties only from a script in the user's folder),
 * how tests went in other attempts, why a failure was skipped, what failures are in short, what a failed file printed.
 * @param report what it made of `results`.
 * @param caseFiles whether each case names its file too. CircleCI says that it splits tests by it
 *   (https://support.circleci.com/hc/en-us/articles/360021624194); Jenkins' schema for its xUnit plugin has it in suites only.
 */
export function withAdditions(report: string, { testResults }: JUnitResults, caseFiles: boolean): string {
  const suites = testResults.values();
  // Texts and attributes are escaped, so these find suites and cases and nothing else.
  return report.replace(
    /<testsuite ([^>]*)>([\s\S]*?)<\/testsuite>/g,
    (whole, rest: string, inside: string) => {
      const suite = suites.next().value;
      return suite ? suiteElement(suite, { rest, inside, caseFiles }) : whole;
    },
  );
}

/** Of what is told in short, characters. */
const LONGEST_LINE = 300;

interface Written {
  /** The attributes of a suite, and what is in it. */
  rest: string;
  inside: string;
  caseFiles: boolean;
}

function suiteElement(suite: JUnitSuite, { rest, inside, caseFiles }: Written): string {
  const { name, file, properties, output, cases } = suite;
  const ofCase = caseFiles ? { file } : {};
  const named = rest.replace(/name="[^"]*"/, () => attributes({ name, file }));
  const own = cases.values();
  const filled = inside.replace(/<testcase [^>]*>([\s\S]*?)<\/testcase>/g, (whole, content: string) => {
    const one = own.next().value;
    return one ? caseElement(one, content, ofCase) : whole;
  });
  const tail = output === undefined ? "" : `  ${printed(output)}\n  `;
  return `<testsuite ${named}>\n    ${propertiesElement(properties)}${filled}${tail}</testsuite>`;
}

function printed(output: string | undefined): string {
  return output === undefined ? "" : `<system-out>${asContent(junitText(output))}</system-out>`;
}

function caseElement(
  { classname, name, ms, quarantined, inShort, reruns = [] }: JUnitCase,
  content: string,
  more: Record<string, string>,
): string {
  const skipped =
    quarantined === undefined ? "<skipped/>" : `<skipped ${attributes({ message: quarantined })}/>`;
  // Texts are escaped, so these find failures and errors and nothing else.
  const short = inShort.values();
  const told = content.replace(/<(failure|error)>/g, (_, element: string) => {
    const { type = "failed", message = "" } = short.next().value ?? {};
    return `<${element} ${attributes({ message: message.slice(0, LONGEST_LINE), type })}>`;
  });
  const lines = reruns.map((rerun) => `  ${rerunElement(rerun)}\n    `).join("");
  const tag = `<testcase ${attributes({ classname, name, ...more, time: String(ms / 1000) })}>`;
  return `${tag}${told.replace("<skipped/>", () => skipped)}${lines}</testcase>`;
}

function rerunElement({ element, type, message, text, output }: Rerun): string {
  const said = `<stackTrace>${asContent(junitText(text))}</stackTrace>`;
  return `<${element} ${attributes({ message, type })}>${said}${printed(output)}</${element}>`;
}

function propertiesElement(properties: Record<string, string>): string {
  const lines = Object.entries(properties).map(
    ([name, value]) => `<property ${attributes({ name, value })}/>`,
  );
  return `<properties>\n      ${lines.join("\n      ")}\n    </properties>`;
}

function attributes(values: Record<string, string>): string {
  const pairs = Object.entries(values).map(([name, value]) => `${name}="${asAttribute(junitText(value))}"`);
  return pairs.join(" ");
}
