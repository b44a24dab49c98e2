import { h } from "./dom.ts";
import { writeHash } from "./page-hash.ts";

/** A link that opens what is known of a file: it can be copied and sent. */
export function fileLink(file: string): HTMLElement {
  const at = file.lastIndexOf("/") + 1;
  return h(
    "a",
    { class: "file", href: writeHash({ file }) },
    h("span", { class: "dim" }, file.slice(0, at)),
    file.slice(at),
  );
}

/** A link that opens what is known of an account. */
export function accountLink(account: string): HTMLElement {
  const [id = account, region] = account.split("/");
  return h(
    "a",
    { class: "account", href: writeHash({ account }) },
    id,
    region !== undefined && h("span", { class: "dim" }, `/${region}`),
  );
}
