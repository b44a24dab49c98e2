import { defineConfig } from "regatta";

const stage = { Stage: "test" };

export default defineConfig({
  pool: { table: "regatta", name: "shop" },
  accounts: { max: 8, waitSeconds: 60 },
  services: {
    settings: { directory: "services/settings", parameters: stage },
    catalog: {
      directory: "services/catalog",
      parameters: stage,
      capabilities: ["CAPABILITY_IAM"],
      dependsOn: ["settings"],
    },
    inventory: { directory: "services/inventory", parameters: stage, dependsOn: ["catalog"] },
    customers: {
      directory: "services/customers",
      parameters: stage,
      capabilities: ["CAPABILITY_IAM"],
      dependsOn: ["settings"],
    },
    orders: {
      directory: "services/orders",
      parameters: stage,
      capabilities: ["CAPABILITY_IAM"],
      dependsOn: ["inventory", "customers"],
    },
    payments: { directory: "services/payments", parameters: stage, dependsOn: ["orders"] },
    shipping: { directory: "services/shipping", parameters: stage, dependsOn: ["orders"] },
    notifications: {
      directory: "services/notifications",
      parameters: stage,
      dependsOn: ["payments", "shipping"],
    },
  },
  deploy: { concurrency: 32, pollMs: 100 },
  output: { junit: "reports/regatta-junit.xml" },
});
