/**
 * Runs one step an id, each as soon as those it waits for have succeeded, all others at the same time.
 * @param graph what each id waits for; must have no cycle.
 * @param step does the work; true is success. A rejection ends the whole run with it, once every step
 * that had begun is over.
 * @param goOn asked before each step begins; false leaves it out (as does a failed dependency).
 */
export async function runInOrder(
  graph: Map<string, Set<string>>,
  step: (id: string) => Promise<boolean>,
  goOn: () => boolean = () => true,
): Promise<void> {
  const begun = new Map<string, Promise<boolean>>();
  const run = (id: string): Promise<boolean> => {
    const known = begun.get(id);
    if (known) return known;
    const promise = waitThenStep(id);
    begun.set(id, promise);
    return promise;
  };
  const waitThenStep = async (id: string): Promise<boolean> => {
    const before = await Promise.all([...(graph.get(id) ?? [])].map(run));
    return before.every(Boolean) && goOn() ? step(id) : false;
  };
  const results = await Promise.allSettled([...graph.keys()].map(run));
  const broken = results.find((result) => result.status === "rejected");
  if (broken) throw broken.reason;
}
