/**
 * What is wrong with a run, in words; empty when nothing is.
 * @param truth what the test files themselves wrote.
 */
export function checkRun({ code, events, report, truth, plan }) {
  const passed = new Set(truth.filter(({ what }) => what === "pass").map(({ file }) => file));
  const wrong = [];
  const selected = events.find(({ kind }) => kind === "files-selected")?.files ?? [];
  if (code === 0) {
    if (selected.length !== plan.files.length) wrong.push(`green with ${selected.length} files selected`);
    for (const file of selected) {
      if (!passed.has(file) && !isExcused(file, events, plan)) wrong.push(`green, and ${file} never passed`);
    }
    if (events.findLast(({ kind }) => kind === "jest-exited")?.code !== 0)
      wrong.push("green, and Jest was not");
    if (/<(failure|error)\b/.test(report)) wrong.push("green, and the report is not");
  } else if (isPlainlyGreen(plan)) {
    wrong.push(`${code}, and nothing was wrong`);
  }
  const cases = new Set([...report.matchAll(/<testcase [^>]*classname="([^"]*)"/g)].map(([, file]) => file));
  for (const file of selected) if (!cases.has(file)) wrong.push(`${file} is not in the report`);
  if (![0, 1, 3].includes(code)) wrong.push(`exit code ${code}`);
  return wrong;
}

// In force for the whole file, or for its only test where that is what failed in the end.
function isExcused(file, events, { quarantine }) {
  const today = new Date().toISOString().slice(0, 10);
  const own = quarantine.filter((entry) => entry.file === file && entry.until >= today);
  if (own.some(({ test }) => test === undefined)) return true;
  const ends = events.filter((event) => event.kind === "file-finished" && event.file === file);
  const failedOnlyIt = ends.some(
    ({ outcome, result }) => outcome === "failed" && result.message === undefined,
  );
  return failedOnlyIt && own.some(({ test }) => test === "works");
}

function isPlainlyGreen({ files, broken, losesLease, killsJest }) {
  return !broken && !losesLease && !killsJest && files.every(({ attempts }) => attempts[0] === "pass");
}
