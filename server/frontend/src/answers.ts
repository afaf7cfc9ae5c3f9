// Asking the endpoint, and what came back: rows, yes or no, triples, or a problem in words.
import { address, t } from "./page";
import type { Problem } from "./checking";

export interface Term {
    type: "uri" | "literal" | "bnode" | "typed-literal";
    value: string;
    datatype?: string;
    "xml:lang"?: string;
}
export type Binding = Record<string, Term | undefined>;
export interface Answer {
    kind: "rows" | "truth" | "graph" | "problem";
    variables: string[];
    rows: Binding[];
    truth: boolean;
    raw: string;
    problem?: Problem;
    seconds: number;
    cut: string;
    hints: string;
}

const formats =
    "application/sparql-results+json, text/turtle;q=0.9, application/problem+json;q=0.8";

/** Send a query; whatever happens, an answer comes. */
export async function ask(query: string, signal: AbortSignal): Promise<Answer> {
    const started = performance.now();
    const answer: Answer = {
        kind: "problem",
        variables: [],
        rows: [],
        truth: false,
        raw: "",
        seconds: 0,
        cut: "",
        hints: "",
    };
    try {
        const response = await fetch(address("/sparql"), {
            method: "POST",
            headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: formats },
            body: new URLSearchParams({ query }),
            signal,
        });
        answer.raw = await response.text();
        answer.seconds = (performance.now() - started) / 1000;
        answer.cut = response.headers.get("Plangraf-Cut") ?? "";
        answer.hints = response.headers.get("Plangraf-Hint") ?? "";
        const type = response.headers.get("Content-Type") ?? "";
        if (!response.ok) return { ...answer, problem: problemOf(answer.raw, type) };
        if (!type.includes("sparql-results+json")) return { ...answer, kind: "graph" };
        const read = JSON.parse(answer.raw) as {
            head: { vars?: string[] };
            boolean?: boolean;
            results?: { bindings: Binding[] };
        };
        if (read.boolean !== undefined) return { ...answer, kind: "truth", truth: read.boolean };
        return {
            ...answer,
            kind: "rows",
            variables: read.head.vars ?? [],
            rows: read.results?.bindings ?? [],
        };
    } catch (error) {
        const message = signal.aborted
            ? t("Avbruten.", "Cancelled.")
            : t("Servern svarar inte. Är den igång?", "The server does not answer. Is it running?");
        return {
            ...answer,
            problem: {
                line: null,
                column: null,
                message: error instanceof SyntaxError ? String(error) : message,
            },
        };
    }
}

function problemOf(body: string, type: string): Problem {
    if (!type.includes("json")) return { line: null, column: null, message: body.trim() };
    const { detail, title, line, column } = JSON.parse(body) as Partial<Record<string, unknown>>;
    return {
        message: String(detail ?? title ?? body),
        line: typeof line === "number" ? line : null,
        column: typeof column === "number" ? column : null,
    };
}

export type Names = Record<string, [text: string, language: string] | undefined>;
const mostNames = 500;

/** What the things of an answer are called in the page's language; none where that cannot be had. */
export async function namesOf(answer: Answer, signal: AbortSignal): Promise<Names> {
    const terms = answer.rows.flatMap((row) => answer.variables.map((name) => row[name]));
    const iris = terms.filter((term) => term?.type === "uri").map((term) => term?.value ?? "");
    const some = [...new Set(iris)].slice(0, mostNames);
    if (!some.length) return {};
    try {
        const response = await fetch(address("/editor/names"), {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify(some),
            signal,
        });
        return response.ok ? ((await response.json()) as Names) : {};
    } catch {
        return {};
    }
}
