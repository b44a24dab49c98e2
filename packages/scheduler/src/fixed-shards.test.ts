import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { fixedShard } from "./fixed-shards.ts";

const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { maxLength: 40 });
const shardsOf = (files: string[], expectedMs: Record<string, number>, of: number) =>
  Array.from({ length: of }, (_, i) => fixedShard({ files, expectedMs, index: i + 1, of }));

test("every file is in exactly one shard, whatever order each shard was given them in", () => {
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 9 }), fc.nat(), (files, of, seed) => {
      const times = Object.fromEntries(
        files.filter((_, i) => (i + seed) % 3 > 0).map((file, i) => [file, i * 7]),
      );
      const turned = files.map((_, i) => files[(i + seed) % files.length] as string);
      const shards = Array.from({ length: of }, (_, i) =>
        fixedShard({ files: i % 2 ? turned : files, expectedMs: times, index: i + 1, of }),
      );
      expect(shards.flat().sort()).toEqual([...files].sort());
    }),
  );
});

test("with times no shard is longer than 4/3 of an even share and the longest file allow, plus the last file", () => {
  const files = Array.from({ length: 60 }, (_, i) => `f${i}`);
  const times = Object.fromEntries(files.map((file, i) => [file, 100 + ((i * 7919) % 900)]));
  const loads = shardsOf(files, times, 7).map((shard) =>
    shard.reduce((sum, file) => sum + (times[file] ?? 0), 0),
  );
  const even = loads.reduce((sum, load) => sum + load, 0) / 7;
  expect(Math.max(...loads)).toBeLessThan(even * 1.05);
});

test("without times files are dealt out by name, in turns", () => {
  expect(shardsOf(["d", "a", "c", "b"], {}, 3)).toEqual([["a", "d"], ["b"], ["c"]]);
});
