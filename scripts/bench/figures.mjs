export const middle = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

export const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

export const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;

/** One figure a line, the names in a column. */
export function print(rows) {
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, ...figures] of rows) console.log(`  ${name.padEnd(width)}  ${figures.join("  ")}`);
}
