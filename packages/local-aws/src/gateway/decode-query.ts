type Tree = { [name: string]: Tree | string };

/**
 * Decodes the AWS query protocol: `A.member.1.B=x` is `{A: [{B: "x"}]}`, `A.entry.1.key=k` with
 * `A.entry.1.value=v` is `{A: {k: "v"}}`; every leaf is a string. Members with no number, and numbers
 * with gaps, are taken in order.
 * @param body `application/x-www-form-urlencoded`.
 */
export function decodeQuery(body: string): Record<string, unknown> {
  const tree = emptyTree();
  for (const [name, value] of new URLSearchParams(body)) plant(tree, name.split("."), value);
  return Object.fromEntries(Object.entries(tree).map(([name, node]) => [name, grown(node)]));
}

/** No prototype, so that a parameter may have any name. */
function emptyTree(): Tree {
  return Object.create(null) as Tree;
}

function plant(tree: Tree, path: string[], value: string): void {
  const [name = "", ...rest] = path;
  if (rest.length === 0) {
    tree[name] = value;
    return;
  }
  const child = tree[name];
  const next = typeof child === "object" ? child : emptyTree();
  tree[name] = next;
  plant(next, rest, value);
}

function grown(node: Tree | string): unknown {
  if (typeof node === "string") return node;
  const [[name, child] = ["", ""], ...others] = Object.entries(node);
  if (others.length === 0 && typeof child === "object") {
    if (name === "member") return inOrder(child).map(grown);
    if (name === "entry") return Object.fromEntries(inOrder(child).map(asEntry));
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, grown(value)]));
}

function inOrder(numbered: Tree): Array<Tree | string> {
  return Object.entries(numbered)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, node]) => node);
}

function asEntry(node: Tree | string): [string, unknown] {
  const { key, value } = typeof node === "string" ? {} : (node as { key?: unknown; value?: Tree | string });
  return [String(key ?? ""), value === undefined ? "" : grown(value)];
}
