import type { Finding } from "@regatta/setup";
import { count } from "../../output/count.ts";

interface Colours {
  bold: (text: string) => string;
  green: (text: string) => string;
  yellow: (text: string) => string;
  red: (text: string) => string;
  dim: (text: string) => string;
}

/** What was found as people read it: a line for all that is well with one thing, more for what is not. */
export function renderFindings(findings: readonly Finding[], colours: Colours): string {
  const abouts = [...new Set(findings.map(({ about }) => about))];
  const sections = abouts.map((about) =>
    sectionOf(
      about,
      findings.filter((finding) => finding.about === about),
      colours,
    ),
  );
  return `${sections.join("\n")}\n\n${ending(findings, colours)}\n`;
}

function sectionOf(about: string, findings: Finding[], colours: Colours): string {
  const { green, bold, dim } = colours;
  const well = findings.filter(({ verdict }) => verdict === "ok");
  const rest = findings.filter(({ verdict }) => verdict !== "ok");
  const names = well.length === 0 ? "" : dim(` ${well.map(({ check }) => check).join(", ")}`);
  const head = `${rest.length === 0 ? green("✓") : " "} ${bold(about)}${names}`;
  return [head, ...rest.flatMap((finding) => linesOf(finding, colours))].join("\n");
}

function linesOf({ check, verdict, seen, fix }: Finding, { red, yellow, bold }: Colours): string[] {
  const mark = verdict === "problem" ? red("✗") : yellow("!");
  return [`  ${mark} ${check}: ${seen}`, `    ${bold("fix:")} ${fix}`];
}

function ending(findings: readonly Finding[], { green, yellow, red }: Colours): string {
  const of = (wanted: Finding["verdict"]) => findings.filter(({ verdict }) => verdict === wanted).length;
  const problems = of("problem");
  const warnings = of("warning");
  if (problems > 0) return red(`${count(problems, "problem")}, ${count(warnings, "warning")}.`);
  if (warnings > 0) return yellow(`No problem, ${count(warnings, "warning")}.`);
  return green(`All ${count(findings.length, "check")} are well.`);
}
