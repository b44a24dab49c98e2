import type { ReportData, ReportNote } from "../report-data.ts";
import { h, section } from "./dom.ts";
import { accountLink } from "./links.ts";
import type { PagePart } from "./page-part.ts";

/** What somebody should know beside results: problems with what to do, broken accounts, leftovers, what held the run up. */
export function notesSection({ notes, time }: ReportData): PagePart | undefined {
  const findings = time?.findings ?? [];
  if (notes.length === 0 && findings.length === 0) return undefined;
  return {
    name: "Notes",
    element: section(
      "notes",
      "Worth knowing",
      notes.length > 0 && h("ul", { class: "notes" }, ...notes.map(item)),
      findings.length > 0 && h("h3", {}, "What held the run up"),
      findings.length > 0 && h("ul", { class: "notes" }, ...findings.map((text) => h("li", {}, text))),
    ),
  };
}

const names: Record<ReportNote["kind"], string> = {
  problem: "",
  suspect: "Suspect: ",
  leak: "Left behind: ",
  quarantine: "",
};

function item({ kind, text, code, nextStep, account }: ReportNote): HTMLElement {
  return h(
    "li",
    {},
    account !== undefined && accountLink(account),
    account !== undefined && " ",
    `${names[kind]}${text}`,
    code !== undefined && h("code", { class: "code" }, code),
    nextStep !== undefined && h("p", {}, `Next: ${nextStep}`),
  );
}
