import type { ReportNote } from "../report-data.ts";
import { h, section } from "./dom.ts";
import { KeyedList } from "./keyed-list.ts";
import { accountLink } from "./links.ts";
import type { PagePart } from "./page-part.ts";
import { withCode } from "./with-code.ts";

/** What somebody should know beside results: problems with what to do, broken accounts, leftovers, what held the run up. */
export function notesSection(): PagePart {
  const [notes, heldUp] = [h("ul", { class: "notes" }), h("ul", { class: "notes" })];
  const heading = h("h3", {}, "What held the run up");
  const [noteList, heldUpList] = [new KeyedList(notes), new KeyedList(heldUp)];
  return {
    element: section("notes", "Worth knowing", notes, heading, heldUp),
    update(data) {
      const findings = data.time?.findings ?? [];
      noteList.fill(data.notes.map((note, i) => ({ key: String(i), of: [note], make: () => item(note) })));
      heldUpList.fill(
        findings.map((text, i) => ({ key: String(i), of: [text], make: () => h("li", {}, text) })),
      );
      notes.hidden = data.notes.length === 0;
      heading.hidden = findings.length === 0;
      heldUp.hidden = findings.length === 0;
      return data.notes.length + findings.length > 0 ? "Notes" : undefined;
    },
  };
}

const names: Record<ReportNote["kind"], string> = {
  problem: "",
  suspect: "Suspect: ",
  leak: "Left behind: ",
  quarantine: "",
  container: "",
};

function item({ kind, text, code, nextStep, account }: ReportNote): HTMLElement {
  return h(
    "li",
    {},
    account !== undefined && accountLink(account),
    account !== undefined && " ",
    `${names[kind]}${text}`,
    code !== undefined && h("code", { class: "code" }, code),
    nextStep !== undefined && h("p", {}, "Next: ", ...withCode(nextStep)),
  );
}
