export {
  defineConfig,
  type RegattaConfigInput,
  type ServiceInput,
} from "@regatta/config";
