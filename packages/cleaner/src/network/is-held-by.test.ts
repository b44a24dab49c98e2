import { expect, test } from "@jest/globals";
import { isHeldBy } from "./is-held-by.ts";

const eni = { SubnetId: "subnet-a", Groups: [{ GroupId: "sg-1" }, { GroupId: "sg-2" }] };
const network = { functionName: "orders", subnets: ["subnet-a", "subnet-b"], groups: ["sg-2", "sg-1"] };

test("functions with the same security groups share an interface in each of their subnets", () => {
  expect(isHeldBy(eni, network)).toBe(true);
  expect(isHeldBy(eni, { ...network, subnets: ["subnet-b"] })).toBe(false);
  expect(isHeldBy(eni, { ...network, groups: ["sg-1"] })).toBe(false);
  expect(isHeldBy(eni, { ...network, groups: ["sg-1", "sg-2", "sg-3"] })).toBe(false);
  expect(isHeldBy({ SubnetId: "subnet-a" }, network)).toBe(false);
});
