export { readTemplate } from "./read-template.ts";
