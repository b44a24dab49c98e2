import type { ReportFile } from "../report-data.ts";

/** What the reader wants to see; empty: everything. */
export interface FileFilter {
  text: string;
  verdict: string;
  account: string;
}

export const noFilter: FileFilter = { text: "", verdict: "", account: "" };

/** Whether anything is left out. */
export function isFiltering({ text, verdict, account }: FileFilter): boolean {
  return text.trim() !== "" || verdict !== "" || account !== "";
}

/** Whether a file is wanted: it has every word in its path, its accounts or what it failed with. Pure. */
export function isWanted(file: ReportFile, { text, verdict, account }: FileFilter): boolean {
  if (verdict !== "" && file.verdict !== verdict) return false;
  const where = file.attempts.flatMap((attempt) => [attempt.account, ...(attempt.others ?? [])]);
  if (account !== "" && !where.includes(account)) return false;
  const words = wordsOf(text);
  if (words.length === 0) return true;
  const all = [file.file, file.headline ?? "", file.why ?? "", ...where].join("\n").toLowerCase();
  return words.every((word) => all.includes(word));
}

/** Whether a text has every word that is searched for. */
export function hasWords(text: string, wanted: string): boolean {
  const lower = text.toLowerCase();
  return wordsOf(wanted).every((word) => lower.includes(word));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}
