/** How something stands: as it should, worth a look, or in the way of runs. */
export type Verdict = "ok" | "warning" | "problem";

/** One thing that was checked. */
export interface Finding {
  /** What it is about: `this machine`, `table <name>`, or an account, `<id>/<region>`. */
  about: string;
  /** What was checked, in a few words. */
  check: string;
  verdict: Verdict;
  /** What was seen. */
  seen: string;
  /** What to do about it; there unless all is well. */
  fix?: string;
}

/** Makes findings about one thing. */
export function findingsAbout(about: string) {
  return {
    ok: (check: string, seen: string): Finding => ({ about, check, verdict: "ok", seen }),
    warning: (check: string, seen: string, fix: string): Finding => ({
      about,
      check,
      verdict: "warning",
      seen,
      fix,
    }),
    problem: (check: string, seen: string, fix: string): Finding => ({
      about,
      check,
      verdict: "problem",
      seen,
      fix,
    }),
  };
}
