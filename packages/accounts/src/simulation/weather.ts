import type { Machine } from "./machine.ts";
import type { World } from "./world.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;

/**
 * Lets things go wrong, one after the other: crashes, pauses, sleep, clocks set, networks cut, throttling.
 * @param replace starts another in the place of one that crashed.
 */
export function weather(world: World, replace: (crashed: Machine) => void): void {
  const { loop, random } = world;
  const busy = world.paceMs / world.machines.length;
  loop.after(random.spread(busy / 10, busy * 4), () => {
    if (world.closing) return;
    misfortune(world, random.pick(world.machines), replace);
    weather(world, replace);
  });
}

function misfortune(world: World, machine: Machine, replace: (crashed: Machine) => void): void {
  const { loop, random, network } = world;
  const roll = random.next();
  if (roll < 0.2) {
    machine.crash();
    world.note(() => `${machine.name} crashes`);
    world.tally.crashes++;
    world.machines = world.machines.filter((other) => other !== machine);
    replace(machine);
  } else if (roll < 0.55) {
    const kind = random.pick(["stopped", "asleep"] as const);
    const ms = random.spread(500, 5 * MINUTE);
    world.note(() => `${machine.name} is ${kind} for ${Math.round(ms)} ms`);
    machine.pause(kind);
    world.tally.pauses++;
    loop.after(ms, () => machine.resume());
  } else if (roll < 0.65) {
    machine.setWallClockOff(random.between(-12, 12) * HOUR);
  } else if (roll < 0.9) {
    const what = random.pick(["requests", "answers"] as const);
    const ms = random.spread(1_000, 3 * MINUTE);
    world.note(() => `${machine.name}'s ${what} get lost for ${Math.round(ms)} ms`);
    network.cutOff(machine, what);
    loop.after(ms, () => network.reconnect(machine));
  } else {
    network.throttledShare = random.between(0.2, 0.9);
    loop.after(random.spread(1_000, 30_000), () => {
      network.throttledShare = 0;
    });
  }
}
