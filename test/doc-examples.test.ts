import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { transform } from "esbuild";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../src", import.meta.url));

const COMMENT = /\/\*\*[\s\S]*?\*\//g;
const IMPORT = /^import (?!type )\{([^}]*)\} from "([^"]+)";$/gm;
const CHECK = /^(?<expression>.*?);? \/\/ => (?<value>.+)$/;

interface Example {
  readonly file: string;
  /** The first line of its code. */
  readonly name: string;
  readonly lines: readonly string[];
}

/**
 * The `@example` blocks of a file's doc comments, without the stars. A block ends with its comment, or with the next
 * tag.
 */
function examplesIn(file: string): Example[] {
  const comments = readFileSync(join(root, file), "utf8").match(COMMENT) ?? [];
  return comments.flatMap((comment) => {
    const [, ...blocks] = comment.slice(0, -2).split(/^ *\* @example$/m);
    return blocks.map((block) => {
      const text = block.split(/^ *\* @/m)[0] ?? "";
      const lines = text.split("\n").map((line) => line.replace(/^ *\* ?/, ""));
      return { file, name: lines.find((line) => line.trim() !== "") ?? "", lines };
    });
  });
}

const importsIn = (code: string) =>
  [...code.matchAll(IMPORT)].map(([, names = "", from = ""]) => ({
    from,
    names: names.split(",").flatMap((name) => (name.trim() === "" || name.trim().startsWith("type ") ? [] : [name.trim()])),
  }));

/** What an example can use: everything that its file exports or imports, and what it imports itself. */
async function scopeOf({ file, lines }: Example): Promise<Record<string, unknown>> {
  const path = join(root, file);
  const scope: Record<string, unknown> = { ...(await import(pathToFileURL(path).href)) };
  for (const { from, names } of [...importsIn(readFileSync(path, "utf8")), ...importsIn(lines.join("\n"))]) {
    const module = await import(from.startsWith(".") ? pathToFileURL(join(dirname(path), from)).href : from);
    for (const name of names) {
      const [imported = name, local = imported] = name.split(" as ");
      scope[local] ??= module[imported];
    }
  }
  return scope;
}

async function run(example: Example): Promise<void> {
  const body = example.lines
    .filter((line) => !line.startsWith("import "))
    .map((line) => {
      const { expression, value } = CHECK.exec(line)?.groups ?? {};
      return expression === undefined ? line : `expect(${expression}).toEqual(${value});`;
    });
  const { code } = await transform(`async () => {\n${body.join("\n")}\n}`, { loader: "ts" });
  const scope = { ...(await scopeOf(example)), expect };
  const step = new Function(...Object.keys(scope), `return ${code}`)(...Object.values(scope));
  await step();
}

const examples = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .sort()
  .flatMap(examplesIn);

describe("the examples in doc comments", () => {
  it("check something", () => {
    expect(examples.length).toBeGreaterThan(40);
    expect(examples.filter(({ lines }) => !lines.some((line) => CHECK.test(line))).map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  });

  it.each(examples)("$file: $name", run);
});
