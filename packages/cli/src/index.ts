export {
  defineConfig,
  defineService,
  type RegattaConfigInput,
  type ServiceFileInput,
  type ServiceInput,
} from "@regatta/config";
