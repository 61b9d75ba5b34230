// The process of withApiProcess: serves a workspace and tells its parent the URL.
import { createSandbox_ } from "./api.mjs";
