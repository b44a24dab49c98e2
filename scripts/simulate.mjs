// `npm run simulate -- [--seeds 10000] [--from 0]`: the pool's code in that many simulated worlds.
// `npm run simulate -- --seed 192`: one of them, with all that happens in it.
import { parseArgs } from "node:util";
import { simulate } from "../packages/accounts/dist/simulation/simulate.js";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "10000" },
    from: { type: "string", default: "0" },
    seed: { type: "string" },
  },
});
const from = wholeNumber("from");
if (values.seed === undefined) await many(from, wholeNumber("seeds"));
else await one(wholeNumber("seed"));

async function one(seed) {
  const { violations, steps, tally } = await simulate(seed, {}, (line) => console.log(line));
  console.log({ seed, steps, ...tally, violations });
  if (violations.length > 0) process.exitCode = 1;
}

async function many(first, count) {
  const started = process.cpuUsage();
  const sum = { seeds: count, violated: 0, steps: 0 };
  for (let seed = first; seed < first + count; seed++) {
    const { violations, steps, tally } = await simulate(seed);
    sum.steps += steps;
    for (const [name, seen] of Object.entries(tally)) sum[name] = (sum[name] ?? 0) + seen;
    if (violations.length > 0 && sum.violated++ < 10)
      console.log(`npm run simulate -- --seed ${seed}: ${violations[0]}`);
    if ((seed + 1) % 1000 === 0) console.error(`${seed + 1 - first} seeds, ${sum.violated} violated`);
  }
  const { user, system } = process.cpuUsage(started);
  console.log({ ...sum, cpuSeconds: Math.round((user + system) / 1e6) });
  if (sum.violated > 0) process.exitCode = 1;
}

function wholeNumber(name) {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= 0) return value;
  console.error(`--${name} is a whole number, not ${values[name]}`);
  process.exit(2);
}
