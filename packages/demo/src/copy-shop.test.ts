import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { copyShop } from "./copy-shop.ts";

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "regatta-shop-")));
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const read = (path: string) => readFileSync(join(root, path), "utf8");

test("the shop is copied once, and finds the packages that the demo would find", () => {
  const demo = "node_modules/@regatta/demo";
  write(
    `${demo}/package.json`,
    JSON.stringify({ dependencies: { jest: "30", "@aws/sdk": "3", regatta: "1" } }),
  );
  for (const file of ["services/orders/template.yaml", "integration/orders.test.ts"])
    write(`${demo}/${file}`, "1");
  for (const file of ["jest.config.js", "regatta.config.ts"]) write(`${demo}/${file}`, "1");
  write(`${demo}/node_modules/jest/package.json`, "{}");
  for (const name of ["jest", "@aws/sdk", "regatta"]) write(`node_modules/${name}/package.json`, "{}");
  const shop = { from: join(root, demo), into: join(root, "shop") };

  copyShop(shop);
  expect(read("shop/services/orders/template.yaml")).toBe("1");
  expect(JSON.parse(read("shop/package.json"))).toMatchObject({ type: "module" });
  const found = (name: string) => readlinkSync(join(root, "shop/node_modules", name)).slice(root.length + 1);
  expect(found("jest")).toBe(`${demo}/node_modules/jest`);
  expect(found("@aws/sdk")).toBe("node_modules/@aws/sdk");

  write("shop/services/orders/template.yaml", "mine");
  rmSync(join(root, demo, "node_modules/jest"), { recursive: true });
  copyShop(shop);
  expect(read("shop/services/orders/template.yaml")).toBe("mine");
  expect(found("jest")).toBe("node_modules/jest");
});
