import { numberText, percentText, roughText } from "../figures.ts";
import type { PlotPartOptions } from "../plots/plot-part.ts";

/** What each plot of the history is called, and how it is read. */
export const plots = {
  outcomes: {
    id: "history-outcomes",
    title: "How runs ended",
    hint: "Runs of tests. Red: a test file failed; infrastructure: some files got no result.",
    kind: "bars",
    label: "Runs by how they ended",
    text: numberText,
    unit: "count",
  },
  durations: {
    id: "history-durations",
    title: "How long a run takes",
    hint: "From the command to its end, with the wait for accounts.",
    kind: "lines",
    label: "How long runs take",
    text: roughText,
    unit: "ms",
  },
  time: {
    id: "history-time",
    title: "Where the time goes",
    hint: "Of one run of tests, in the mean. A moment in which a test runs counts for tests, else for a deploy, and so on.",
    kind: "bars",
    label: "Where the time of a run goes",
    text: roughText,
    unit: "ms",
  },
  dots: {
    id: "history-dots",
    title: "Every run",
    hint: "A dot is a run of tests: when it ended, and how long it took.",
    kind: "dots",
    label: "Every run by its length",
    text: roughText,
    unit: "ms",
  },
  shares: {
    id: "history-shares",
    title: "Skipped, used, flaky",
    hint: "Services found up to date and not deployed; time in which runs held accounts; files that were flaky.",
    kind: "lines",
    label: "Shares over time",
    text: percentText,
    most: 1,
  },
  use: {
    id: "history-use",
    title: "What accounts were at",
    hint: "While runs held them, all accounts together.",
    kind: "bars",
    label: "What accounts were at while they were held",
    text: roughText,
    unit: "ms",
  },
  machines: {
    id: "history-machines",
    title: "What it takes",
    hint: "Time of the machines that runs went on, all containers together.",
    kind: "bars",
    label: "Machine time",
    text: roughText,
    unit: "ms",
  },
} as const satisfies Record<string, PlotPartOptions>;
