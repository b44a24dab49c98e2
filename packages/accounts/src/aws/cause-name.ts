/** What AWS called the failure that a RegattaError was made of: `ResourceInUseException`. */
export function causeName(error: unknown): unknown {
  return (error as { cause?: { name?: unknown } })?.cause?.name;
}
