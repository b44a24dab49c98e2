import type { ReportContainer } from "../report-data.ts";
import { h, headOf, section, tableBox } from "./dom.ts";
import { KeyedList } from "./keyed-list.ts";
import type { PagePart } from "./page-part.ts";
import { durationText, momentText } from "./time-text.ts";

/** The containers that shared the run: what each had of it, from when until when, and how it ended. */
export function containersSection(): PagePart {
  const body = h("tbody");
  const list = new KeyedList(body);
  return {
    element: section(
      "containers",
      "Containers",
      tableBox(
        "Containers of the run",
        headOf("Container", "Ended", "Files", "Accounts", "From", "For", "Run"),
        body,
      ),
    ),
    update({ run: { containers = [] }, accounts }) {
      list.fill(
        containers.map((container) => {
          const own = accounts.filter((one) => one.containers?.includes(container.index)).length;
          return { key: container.runId, of: [container, own], make: () => row(container, own) };
        }),
      );
      return containers.length > 0 ? "Containers" : undefined;
    },
  };
}

function row(container: ReportContainer, accounts: number): HTMLElement {
  const { index, of, files, from, to, runId } = container;
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, `${index} of ${of}`),
    h("td", { class: "wide" }, howItEnded(container)),
    h("td", { class: "number" }, String(files)),
    h("td", { class: "number" }, String(accounts)),
    h("td", { class: "number" }, momentText(from)),
    h("td", { class: "number" }, durationText(to - from)),
    h("td", {}, h("code", {}, runId)),
  );
}

function howItEnded({ exitCode, reason }: ReportContainer): string {
  if (reason === undefined) return "not ended";
  return exitCode === undefined ? `killed: ${reason}` : `${exitCode}: ${reason}`;
}
