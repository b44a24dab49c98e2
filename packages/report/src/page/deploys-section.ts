import type { ReportDeploy } from "../report-data.ts";
import { folded } from "./attempt-view.ts";
import { h, headOf, section, tableBox } from "./dom.ts";
import { hasWords } from "./file-filter.ts";
import { KeyedList } from "./keyed-list.ts";
import { accountLink } from "./links.ts";
import { outputText } from "./output-text.ts";
import type { PagePart } from "./page-part.ts";
import { durationText } from "./time-text.ts";
import { chip } from "./verdict-text.ts";
import { withCode } from "./with-code.ts";

/** What was deployed, service by service: why, in how many accounts, how long it took, and what failed. */
export function deploysSection(): PagePart {
  const body = h("tbody");
  const list = new KeyedList(body);
  return {
    element: section(
      "deploys",
      "Deploys",
      tableBox(
        "Services, and what became of them",
        headOf("Service", "What", "Accounts", "Why", "Typically", "Longest", "Where"),
        body,
      ),
    ),
    update({ deploys }, { text, account }) {
      const names = new Set(deploys.map(({ service }) => service));
      const isNamed = [...names].some((service) => hasWords(service, text));
      const wanted = deploys.filter(
        (one) => (account === "" || one.account === account) && (!isNamed || hasWords(one.service, text)),
      );
      list.fill([...groups(wanted)].map(([key, group]) => ({ key, of: group, make: () => row(group) })));
      return deploys.length > 0 ? "Deploys" : undefined;
    },
  };
}

/** Deploys of one service that went alike for the same reason. */
function groups(deploys: readonly ReportDeploy[]): Map<string, ReportDeploy[]> {
  const found = new Map<string, ReportDeploy[]>();
  for (const deploy of deploys) {
    const key = [rankOf(deploy), deploy.service, deploy.outcome, deploy.reason, deploy.failure].join("\n");
    const group = found.get(key);
    if (group) group.push(deploy);
    else found.set(key, [deploy]);
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

// What failed is looked for first.
function rankOf({ outcome }: ReportDeploy): number {
  return ["failed", "blocked", "cut-off", "deploying", "deployed", "unchanged", "skipped"].indexOf(outcome);
}

function row(group: ReportDeploy[]): HTMLElement {
  const [first] = group;
  if (!first) return h("tr");
  const times = group
    .flatMap(({ durationMs }) => (durationMs === undefined ? [] : [durationMs]))
    .sort((a, b) => a - b);
  const middle = times[Math.floor(times.length / 2)];
  const longest = times.at(-1);
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, first.service),
    h("td", {}, chip(first.outcome === "failed" ? "deploy-failed" : first.outcome)),
    h("td", { class: "number" }, String(group.length)),
    h("td", { class: "wide" }, ...why(first)),
    h("td", { class: "number" }, middle === undefined ? "" : durationText(middle)),
    h("td", { class: "number" }, longest === undefined ? "" : durationText(longest)),
    h(
      "td",
      {},
      folded(`${group.length === 1 ? "account" : "accounts"}`, () =>
        h("ul", { class: "plain" }, ...group.map(place)),
      ),
    ),
  );
}

function why({ outcome, reason, failure, nextStep }: ReportDeploy): Array<HTMLElement | string> {
  if (outcome === "skipped") return ["what is deployed has the fingerprint that is wanted"];
  if (outcome === "blocked") return [`it depends on ${failure ?? "what failed"}`];
  return [
    ...(reason === undefined ? [] : [reason]),
    ...(failure === undefined
      ? []
      : [
          failure.includes("\n")
            ? outputText(failure, "Why the deploy failed")
            : h("p", { class: "test failed" }, failure),
        ]),
    ...(nextStep === undefined ? [] : [h("p", {}, "Next: ", ...withCode(nextStep))]),
  ];
}

function place({ account, durationMs }: ReportDeploy): HTMLElement {
  return h("li", {}, accountLink(account), durationMs !== undefined && ` ${durationText(durationMs)}`);
}
