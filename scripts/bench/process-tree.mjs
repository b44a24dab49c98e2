import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Runs Node with these arguments to its end; Linux only.
 * @returns wall time and the CPU time of all its processes in ms, its output, and of each process below it its command
 * line and the most memory it had: its proportional share (PSS), in bytes, looked at every `everyMs`; `together` is the
 * most that all had at one time.
 */
export function measureTree(args, { cwd, env, everyMs = 1000 }) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    // The shell says at its end what its children took, and theirs.
    const child = spawn(
      "sh",
      ["-c", '"$0" "$@"; code=$?; times >&2; exit $code', process.execPath, ...args],
      {
        cwd,
        env,
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const processes = new Map();
    let together = 0;
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
    const sampler = setInterval(() => {
      const seen = below(child.pid);
      together = Math.max(
        together,
        seen.reduce((sum, { pss }) => sum + pss, 0),
      );
      for (const one of seen) {
        if (one.pss > (processes.get(one.pid)?.pss ?? 0)) processes.set(one.pid, one);
      }
    }, everyMs);
    child.on("close", (code) => {
      clearInterval(sampler);
      if (code !== 0) return reject(new Error(`${args.join(" ")} ended with ${code}:\n${output}`));
      const cpuMs = cpuOf(output.trim().split("\n").at(-1));
      resolve({
        ms: performance.now() - started,
        cpuMs,
        output,
        together,
        processes: [...processes.values()],
      });
    });
  });
}

/** Of `0m1.23s 0m0.45s`, user and system, in ms. */
function cpuOf(line) {
  const times = [...line.matchAll(/(\d+)m([\d.]+)s/g)];
  return times.reduce(
    (sum, [, minutes, seconds]) => sum + (Number(minutes) * 60 + Number(seconds)) * 1000,
    0,
  );
}

function below(pid) {
  return read(`/proc/${pid}/task/${pid}/children`)
    .trim()
    .split(" ")
    .filter(Boolean)
    .map(Number)
    .flatMap((child) => {
      const pss = Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${child}/smaps_rollup`))?.[1] ?? 0) * 1024;
      const command = read(`/proc/${child}/cmdline`).split("\0").join(" ");
      return [{ pid: child, pss, command }, ...below(child)];
    });
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
