// Reads code on standard input as R or as Power Query M (`node parse.mjs r|m`); ends with 1, and says
// where, when the grammar does not take it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const code = readFileSync(0, "utf8");

const readers = {
    async r() {
        const { Language, Parser } = await import("web-tree-sitter");
        await Parser.init();
        const parser = new Parser();
        parser.setLanguage(
            await Language.load(require.resolve("@eagleoutice/tree-sitter-r/tree-sitter-r.wasm")),
        );
        const { rootNode } = parser.parse(code);
        const wrong = rootNode
            .descendantsOfType("ERROR")
            .concat(rootNode.hasError ? [rootNode] : []);
        return wrong.length ? `line ${wrong[0].startPosition.row + 1}: ${wrong[0].text}` : "";
    },
    async m() {
        const { DefaultSettings, TaskUtils } = require("@microsoft/powerquery-parser");
        const task = await TaskUtils.tryLexParse(DefaultSettings, code);
        return TaskUtils.isParseStageOk(task) ? "" : (task.error?.message ?? task.resultKind);
    },
};

const wrong = await readers[process.argv[2]]();
if (wrong) {
    console.error(wrong);
    process.exitCode = 1;
}
