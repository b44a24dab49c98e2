import type { RunStats, ServiceStats } from "@regatta/stats";
import { duration } from "../../output/duration.ts";
import { oneLine } from "../../output/one-line.ts";
import { table } from "../../output/table.ts";
import { minuteOf, percent } from "./figures.ts";
import { type StatsPage, section } from "./stats-page.ts";

const SHOWN = 8;
const NONE = "–";

/** The services whose deploys took the most time, and what failed last. */
export function renderServices({ services }: RunStats, page: StatsPage): string[] {
  const busy = services.filter(({ deployed, failed }) => deployed + failed > 0);
  if (busy.length === 0) return [];
  const shown = busy.slice(0, SHOWN);
  const head = ["  SERVICE", "SKIPPED", "DEPLOYED", "FAILED", "A DEPLOY", "ALL DEPLOYS"];
  const lines = table(head, shown.map(rowOf)).trimEnd().split("\n");
  const more = busy.length > SHOWN ? [`  … and ${busy.length - SHOWN} more: --json has all`] : [];
  return section("Services by the time their deploys took", [...lines, ...more, ...failuresOf(shown)], page);
}

function rowOf({ service, skipShare, deployed, failed, deployMs, totalMs }: ServiceStats): string[] {
  return [
    `  ${service}`,
    skipShare === undefined ? NONE : percent(skipShare),
    String(deployed),
    String(failed),
    deployMs ? duration(deployMs.median) : NONE,
    duration(totalMs),
  ];
}

function failuresOf(services: readonly ServiceStats[]): string[] {
  return services.flatMap(({ service, lastFailure }) =>
    lastFailure
      ? [
          `  ${service} failed last ${minuteOf(lastFailure.at)} in ${lastFailure.account}: ${oneLine(lastFailure.reason)}`,
        ]
      : [],
  );
}
