/** What is drawn over a time. */
export interface PlotData {
  /** Where the values stand: the beginnings of equal stretches of time, or moments; ms since the epoch, the first first. */
  at: readonly number[];
  /** How long such a stretch is, ms; 0 for moments. */
  each: number;
  /** Drawn one upon the other, the first at the bottom, or side by side as lines. */
  layers: readonly Layer[];
}

export interface Layer {
  name: string;
  /** Its colour, by the name of a property of the style: `over-testing`. */
  colour: string;
  /** One for each moment; null where there is none. */
  values: ReadonlyArray<number | null>;
}

/** The values as they are stacked: each layer with all below it. Where a layer has none it takes no room. Pure. */
export function stacked(layers: readonly Layer[]): number[][] {
  const sums: number[] = [];
  return layers.map(({ values }) =>
    values.map((value, i) => {
      sums[i] = (sums[i] ?? 0) + (value ?? 0);
      return sums[i];
    }),
  );
}

/** The layers in which anything is. Pure. */
export function layersInUse({ layers }: Pick<PlotData, "layers">): Layer[] {
  return layers.filter(({ values }) => values.some((value) => value !== null && value > 0));
}
