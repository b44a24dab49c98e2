import { defineConfig } from "regatta";

/** What every service of the shop has in common. */
const ofTheShop = { parameters: { Stage: "test" }, inputs: ["../shared"] };

export default defineConfig({
  pool: { table: "regatta", name: "shop" },
  accounts: { max: 8, waitSeconds: 60 },
  services: {
    settings: { ...ofTheShop, directory: "services/settings", capabilities: ["CAPABILITY_IAM"] },
    catalog: { ...ofTheShop, directory: "services/catalog", dependsOn: ["settings"] },
    customers: { ...ofTheShop, directory: "services/customers", dependsOn: ["settings"] },
    inventory: {
      ...ofTheShop,
      directory: "services/inventory",
      capabilities: ["CAPABILITY_IAM"],
      dependsOn: ["catalog"],
    },
    orders: {
      ...ofTheShop,
      directory: "services/orders",
      capabilities: ["CAPABILITY_IAM"],
      dependsOn: ["inventory", "customers"],
    },
    payments: { ...ofTheShop, directory: "services/payments", dependsOn: ["orders"] },
    shipping: { ...ofTheShop, directory: "services/shipping", dependsOn: ["orders"] },
    notifications: { ...ofTheShop, directory: "services/notifications", dependsOn: ["payments", "shipping"] },
  },
  deploy: { concurrency: 32, pollMs: 100 },
  output: { junit: "reports/regatta-junit.xml" },
});
