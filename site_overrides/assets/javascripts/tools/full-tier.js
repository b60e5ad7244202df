/** The full tier for pages whose light tier cannot start. */
export { FullRuntime } from "../calculator/full-runtime.js";
