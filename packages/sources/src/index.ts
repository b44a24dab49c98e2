export type { BuildSteps } from "./builds/build-steps.ts";
export { ServiceBuilds, type ServiceBuildsOptions } from "./builds/service-builds.ts";
export { cacheFolder } from "./cache-folder.ts";
export { type CheckoutOfOptions, checkoutOf, type OwnCheckout } from "./checkout-of.ts";
export {
  type Checkout,
  type CheckoutOptions,
  type Checkouts,
  checkoutSources,
  type SourceOfService,
} from "./checkout-sources.ts";
