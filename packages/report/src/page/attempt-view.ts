import type { ReportAttempt, ReportTest } from "../report-data.ts";
import { type Child, h } from "./dom.ts";
import { accountLink } from "./links.ts";
import { outputText } from "./output-text.ts";
import { durationText, momentText } from "./time-text.ts";
import { chip } from "./verdict-text.ts";

/** One attempt at a file: where and when, what failed and with what words, what it printed, its other tests. */
export function attemptView(attempt: ReportAttempt, number: number): HTMLElement {
  const { account, container, from, to, message } = attempt;
  const end = attempt.class === "running" ? " on" : ", not ended";
  const when =
    to === undefined
      ? `from ${momentText(from)}${end}`
      : `${momentText(from)} to ${momentText(to)}, ${durationText(to - from)}`;
  return h(
    "div",
    { class: "attempt" },
    h(
      "p",
      { class: "attempt-head" },
      h("strong", {}, `Attempt ${number}`),
      " ",
      chip(attempt.class),
      " ",
      accountLink(account),
      h("span", { class: "dim" }, ` ${container === undefined ? "" : `container ${container}, `}${when}`),
    ),
    attempt.says !== "" && attempt.class !== "passed" && h("p", { class: "dim" }, attempt.says),
    ...whatFailed(attempt),
    message !== undefined && outputText(message, "What failed beside its tests"),
    printed(attempt),
    otherTests(attempt),
  );
}

/** The tests that failed, with what they said. */
export function whatFailed({ tests }: ReportAttempt): Child[] {
  return tests
    .filter(({ status }) => status === "failed")
    .flatMap(({ name, message, durationMs }) => [
      h(
        "p",
        { class: "test failed" },
        h("span", { class: "mark", "aria-hidden": "true" }, "✕ "),
        name,
        durationMs !== undefined && h("span", { class: "dim" }, ` ${durationText(durationMs)}`),
      ),
      message !== undefined && outputText(message, `Failure of ${name}`),
    ]);
}

/** What the file printed, folded. */
export function printed({ console: text }: ReportAttempt): Child {
  if (text === undefined) return undefined;
  const lines = text.split("\n").length;
  return folded(`Console output (${lines} ${lines === 1 ? "line" : "lines"})`, () =>
    outputText(text, "Console output"),
  );
}

function otherTests({ tests, testsLeftOut = 0 }: ReportAttempt): Child {
  const others = tests.filter(({ status }) => status !== "failed");
  if (others.length === 0 && testsLeftOut === 0) return undefined;
  return folded(summaryOf(others, testsLeftOut), () => h("ul", { class: "tests" }, ...others.map(testItem)));
}

function summaryOf(tests: readonly ReportTest[], leftOut: number): string {
  const passed = tests.filter(({ status }) => status === undefined).length;
  const skipped = tests.length - passed;
  const some = (count: number, word: string) => (count > 0 ? [`${count} ${word}`] : []);
  const parts = [
    ...some(passed, "passed"),
    ...some(skipped, "skipped"),
    ...some(leftOut, "not listed for want of room"),
  ];
  return `Other tests: ${parts.join(", ")}`;
}

function testItem({ name, status, durationMs }: ReportTest): HTMLElement {
  const time = durationMs === undefined ? "" : durationText(durationMs);
  return h(
    "li",
    {},
    h("span", { class: "mark", "aria-hidden": "true" }, status === undefined ? "✓ " : "○ "),
    name,
    " ",
    h("span", { class: "dim" }, [status, time].filter(Boolean).join(", ")),
  );
}

/** Something that is made only when the reader unfolds it. */
export function folded(summary: string, make: () => HTMLElement): HTMLElement {
  const details = h("details", {}, h("summary", {}, summary));
  details.addEventListener("toggle", () => details.append(make()), { once: true });
  return details;
}
