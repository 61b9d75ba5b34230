// The build puts what is imported dynamically into a file of its own. There, a CommonJS library has no named exports.
export { analyse } from "chardet";
