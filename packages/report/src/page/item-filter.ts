import type { ReportData } from "../report-data.ts";
import { type FileFilter, hasWords, isFiltering, isWanted } from "./file-filter.ts";
import type { TimelineItem } from "./timeline-rows.ts";

/** Which stretches the reader wants to see: those of files that are wanted, and deploys that are named by what is searched for. */
export function itemFilter(
  filter: FileFilter,
  { files, deploys }: ReportData,
): (item: TimelineItem) => boolean {
  if (!isFiltering({ ...filter, account: "" })) return () => true;
  const wanted = files.map((file) => isWanted(file, filter));
  return ({ span }) => {
    if (span.kind === "file") return wanted[span.file ?? -1] ?? false;
    const deploy = deploys[span.deploy ?? -1];
    if (!deploy || filter.verdict !== "" || filter.text.trim() === "") return false;
    return hasWords(`${deploy.service} ${deploy.stackName ?? ""}`, filter.text);
  };
}
