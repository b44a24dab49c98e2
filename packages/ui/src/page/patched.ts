/** What a feed sends of RFC 6902: it never moves, copies or tests. */
export type PatchOperation =
  | { op: "add" | "replace"; path: string; value: unknown }
  | { op: "remove"; path: string };

type Container = Record<string, unknown> | unknown[];

/**
 * A document after a patch. What the patch does not touch is the same object as before. Each object on the way to a change is
 * copied once, however many changes are below it: in a pool a run changes hundreds at once. Pure.
 */
export function patched(document: unknown, patch: readonly PatchOperation[]): unknown {
  const whole: Container = { document };
  const own = new Set<Container>([whole]);
  for (const operation of patch) {
    const keys = ["document", ...operation.path.split("/").slice(1).map(unescaped)];
    const last = keys.pop() ?? "";
    put(
      keys.reduce((container, key) => ownChild(container, key, own), whole as Container),
      last,
      operation,
    );
  }
  return whole.document;
}

function ownChild(container: Container, key: string, own: Set<Container>): Container {
  const child = (container as Record<string, Container>)[key] ?? {};
  if (own.has(child)) return child;
  const copy = Array.isArray(child) ? [...child] : { ...child };
  own.add(copy);
  (container as Record<string, Container>)[key] = copy;
  return copy;
}

function put(container: Container, key: string, operation: PatchOperation): void {
  if (operation.op === "remove") {
    if (Array.isArray(container)) container.splice(Number(key), 1);
    else delete container[key];
  } else if (!Array.isArray(container)) container[key] = operation.value;
  else if (operation.op === "replace") container[Number(key)] = operation.value;
  else container.splice(key === "-" ? container.length : Number(key), 0, operation.value);
}

// https://www.rfc-editor.org/rfc/rfc6901#section-4
function unescaped(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}
