import type { ReportAccount, ReportData } from "../report-data.ts";
import { accountUse } from "./account-use.ts";
import { h, headOf, tableBox } from "./dom.ts";
import { fileLink } from "./links.ts";
import { durationText, lengthText, momentText } from "./time-text.ts";
import { kindText } from "./timeline-rows.ts";
import { chip, endChip } from "./verdict-text.ts";
import { withCode } from "./with-code.ts";

/** All that happened in an account, in the order it did. */
export function accountDetails(account: ReportAccount, data: ReportData): HTMLElement {
  const { end, suspect, throttled, containers = [] } = account;
  const use = accountUse(account, data.run.durationMs);
  return h(
    "div",
    {},
    h("p", { class: "lead" }, endChip(end.kind, data.run.underWay !== undefined), ` ${end.reason ?? ""}`),
    end.nextStep !== undefined && h("p", {}, "Next: ", ...withCode(end.nextStep)),
    containers.length > 0 && h("p", {}, `In container ${containers.join(", then in ")}.`),
    suspect !== undefined && h("p", {}, `Suspect: ${suspect}`),
    throttled && h("p", {}, "CloudFormation slowed its deploys down (throttling)."),
    h(
      "p",
      {},
      `Held for ${durationText(use.leased)}: ${durationText(use.preparing)} made ready, ${durationText(use.testing)} ran files, ${durationText(use.idle)} idle.`,
    ),
    happenings(account, data),
  );
}

function happenings({ account, spans }: ReportAccount, data: ReportData): HTMLElement {
  const rows = spans.map((span) => {
    const file = data.files[span.file ?? -1];
    const deploy = data.deploys[span.deploy ?? -1];
    const how = file?.attempts[span.attempt ?? -1]?.class ?? deploy?.outcome;
    const what = file
      ? fileLink(file.file)
      : deploy
        ? `${deploy.stackName}: ${deploy.failure ?? deploy.reason ?? ""}`
        : (span.text ?? "");
    return h(
      "tr",
      {},
      h("td", { class: "number" }, momentText(span.from)),
      h("td", { class: "number" }, lengthText(span, data.run)),
      h("td", { class: "kind" }, kindText[span.kind]),
      h("td", { class: "wide" }, what),
      h("td", {}, how !== undefined && chip(how)),
    );
  });
  return tableBox(
    `What happened in ${account}`,
    headOf("From", "For", "What", "Which", "How"),
    h("tbody", {}, ...rows),
  );
}
