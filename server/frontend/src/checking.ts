// Diagnostics: the server reads the text with the parser that will run it, and says where it stops.
//
// Names that the vocabulary does not have become warnings, each with its nearest as a way out.
import { linter, type Diagnostic } from "@codemirror/lint";
import type { Extension, Text } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { address, t } from "./page";
import { tokens } from "./tokens";

export interface Problem {
    line: number | null;
    column: number | null;
    message: string;
}
export interface Checked {
    problem: Problem | null;
    unknown: { name: string; nearest: string[] }[];
}

const declaration = /PREFIX \S+: <[^>]*>/;

/** Return the extension; `said` is told the first problem in words, or nothing. */
export function checks(said: (problem: Problem | undefined) => void): Extension {
    return linter(
        async (view) => {
            const text = view.state.doc.toString();
            const checked = text.trim() ? await check(text) : { problem: null, unknown: [] };
            said(checked.problem ?? undefined);
            return diagnostics(view.state.doc, checked);
        },
        { delay: 600 },
    );
}

async function check(text: string): Promise<Checked> {
    const nothing: Checked = { problem: null, unknown: [] };
    try {
        const response = await fetch(address("/editor/check"), {
            method: "POST",
            headers: { "Content-Type": "application/sparql-query", Accept: "application/json" },
            body: text,
        });
        return response.ok ? ((await response.json()) as Checked) : nothing;
    } catch {
        return nothing;
    }
}

/** What was found as marks in the text. */
export function diagnostics(text: Text, checked: Checked): Diagnostic[] {
    const found: Diagnostic[] = [];
    const list = tokens(text.toString());
    const { problem } = checked;
    if (problem) {
        const line = text.line(Math.min(Math.max(problem.line ?? 1, 1), text.lines));
        const from = Math.min(line.from + Math.max((problem.column ?? 1) - 1, 0), text.length);
        const to =
            list.find((token) => token.from <= from && from < token.to)?.to ??
            Math.min(from + 1, text.length);
        const top = declaration.exec(problem.message)?.[0];
        found.push({
            from: from === to ? Math.max(0, from - 1) : from,
            to,
            severity: "error",
            message: problem.message,
            actions: top
                ? [
                      {
                          name: t("Lägg till", "Add it"),
                          apply: (view: EditorView) =>
                              view.dispatch({ changes: { from: 0, insert: `${top}\n` } }),
                      },
                  ]
                : [],
        });
    }
    for (const { name, nearest } of checked.unknown) {
        for (const token of list.filter((each) => each.text === name)) {
            found.push({
                from: token.from,
                to: token.to,
                severity: "warning",
                message: t(`${name} finns inte i ordlistan.`, `${name} is not in the vocabulary.`),
                actions: nearest.map((other) => ({
                    name: other,
                    apply: (view: EditorView, from: number, to: number) =>
                        view.dispatch({ changes: { from, to, insert: other } }),
                })),
            });
        }
    }
    return found;
}
