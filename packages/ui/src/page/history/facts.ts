import { durationText } from "@regatta/report/page";
import type { RunStats } from "@regatta/stats";
import { countText, moneyText, numberText, percentText, roughText } from "../figures.ts";

/** A figure of the head, and what there is to say of it. */
export interface Fact {
  name: string;
  value: string;
  more: string;
}

/** The history in a sentence. Pure. */
export function sentenceOf({ tests, deploys, warms, firstAt }: RunStats): string {
  if (firstAt === undefined) return "No run has left a record in this time";
  if (tests.runs === 0) return `No run of tests, but deploys and warmings: ${deploys.runs + warms.runs}`;
  const green = tests.greenShare === undefined ? "" : `, ${percentText(tests.greenShare)} green`;
  const length = tests.durationMs ? `; a run takes ${durationText(tests.durationMs.median)}` : "";
  return `${countText(tests.runs, "run")} of tests${green}${length}`;
}

/** The figures that say most. Pure. */
export function factsOf(stats: RunStats): Fact[] {
  return [...runFacts(stats), ...poolFacts(stats), ...costFacts(stats)];
}

function runFacts({ tests, deploys, warms, services }: RunStats): Fact[] {
  const { outcomes, durationMs, waitMs, greenByRetry, verdicts, repeatedShare, efficiency } = tests;
  const bad = Object.entries(outcomes).filter(([name, count]) => name !== "green" && count > 0);
  const other = deploys.runs + warms.runs;
  const looked = services.reduce(
    (sum, one) => sum + one.skipped + one.deployed + one.unchanged + one.failed,
    0,
  );
  const skipped = services.reduce((sum, one) => sum + one.skipped, 0);
  return [
    fact(
      "Runs of tests",
      numberText(tests.runs),
      bad.map(([name, count]) => `${count} ${name}`).join(", "),
      tests.partial.runs > 0 && `${numberText(tests.partial.runs)} of a part of the suite`,
      other > 0 && `beside deploys and warmings: ${other}`,
    ),
    ...(tests.greenShare === undefined
      ? []
      : [
          fact(
            "Green",
            percentText(tests.greenShare),
            greenByRetry > 0 && `${greenByRetry} with flaky files`,
          ),
        ]),
    ...(durationMs
      ? [fact("A run takes", durationText(durationMs.median), `95 % within ${durationText(durationMs.p95)}`)]
      : []),
    ...(waitMs
      ? [
          fact(
            "Waited for accounts",
            durationText(waitMs.median),
            `in ${countText(waitMs.count, "run")}, longest ${durationText(waitMs.most)}`,
          ),
        ]
      : []),
    ...(looked > 0
      ? [
          fact(
            "Services up to date",
            percentText(skipped / looked),
            `of ${numberText(looked)} looked at: not deployed`,
          ),
        ]
      : []),
    ...(verdicts.flaky
      ? [
          fact(
            "Flaky files",
            numberText(verdicts.flaky),
            repeatedShare !== undefined && `${percentText(repeatedShare)} of test time counted for nothing`,
          ),
        ]
      : []),
    ...(efficiency
      ? [fact("Efficiency", efficiency.median.toFixed(2), "times the least possible time; 1 is perfect")]
      : []),
  ];
}

function poolFacts({ use }: RunStats): Fact[] {
  return [
    ...(use.heldShare === undefined
      ? []
      : [
          fact(
            "Accounts held",
            percentText(use.heldShare),
            `${numberText(use.mostHeld)} at most${use.accounts === undefined ? "" : `, of ${numberText(use.accounts)}`}`,
          ),
        ]),
    ...(use.testShare === undefined
      ? []
      : [fact("In tests", percentText(use.testShare), "of the time they were held")]),
  ];
}

function costFacts({ cost }: RunStats): Fact[] {
  const { money, aRun } = cost;
  const times = aRun && `${roughText(aRun.machineMs)} of machines, ${roughText(aRun.accountMs)} of accounts`;
  if (money?.aRun !== undefined)
    return [fact("A run costs", moneyText(money.aRun, money.currency), times ?? "")];
  return aRun
    ? [
        fact(
          "A run needs",
          roughText(aRun.machineMs),
          `of machines, ${roughText(aRun.accountMs)} of accounts`,
        ),
      ]
    : [];
}

function fact(name: string, value: string, ...more: Array<string | false>): Fact {
  return { name, value, more: more.filter((text) => text !== false && text !== "").join(", ") };
}
