// SPARQL as tokens, and where among its triples a place stands: enough to know what may come next.
//
// Forgiving by design: what is being written is seldom a whole query. Errors are the server's to tell.

export type Kind = "iri" | "name" | "variable" | "string" | "word" | "sign" | "number";
export interface Token {
    kind: Kind;
    text: string;
    from: number;
    to: number;
}
export type Role = "subject" | "predicate" | "object" | "expression" | "prologue";
export interface Place {
    role: Role;
    subject: string;
    predicate: string;
}

const shape =
    /(?<skip>\s+|#[^\n]*)|(?<iri><[^<>"{}|^`\\\s]*>)|(?<string>"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<variable>[?$][\p{L}\p{N}_]+)|(?<name>[\p{L}][\p{L}\p{N}_.-]*:[\p{L}\p{N}_.:%\\/-]*|:[\p{L}\p{N}_.-]*|_:[\p{L}\p{N}_]+)|(?<number>\d+(?:\.\d+)?)|(?<word>[@\p{L}][\p{L}\p{N}_-]*)|(?<sign>.)/suy;

/** Split a text into tokens; comments and space are left out. */
export function tokens(text: string): Token[] {
    const found: Token[] = [];
    shape.lastIndex = 0;
    for (let match = shape.exec(text); match; match = shape.exec(text)) {
        const [kind] =
            Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined) ?? [];
        if (kind && kind !== "skip") {
            let word = match[0];
            // A full stop ends a triple, not a name.
            if (kind === "name" && word.endsWith(".")) {
                word = word.slice(0, -1);
                shape.lastIndex -= 1;
            }
            found.push({
                kind: kind as Kind,
                text: word,
                from: match.index,
                to: match.index + word.length,
            });
        }
        if (shape.lastIndex >= text.length) break;
    }
    return found;
}

const clauses = new Set([
    "where",
    "optional",
    "union",
    "minus",
    "graph",
    "exists",
    "not",
    "service",
    "silent",
]);
const asking = new Set([
    "filter",
    "bind",
    "having",
    "values",
    "by",
    "order",
    "group",
    "limit",
    "offset",
    "select",
    "distinct",
    "reduced",
    "construct",
    "ask",
    "describe",
    "from",
    "named",
]);
const prologue = new Set(["prefix", "base"]);

/** Follow the triples up to a place, and tell what each subject is said to be an instance of. */
export function follow(list: Token[]): { place: Place; types: Map<string, Set<string>> } {
    const types = new Map<string, Set<string>>();
    const outer: Place[] = [];
    let place: Place = { role: "prologue", subject: "", predicate: "" };
    let depth = 0;
    const next = (role: Role): Place => ({ ...place, role });
    for (const { kind, text } of list) {
        const low = text.toLowerCase();
        if (depth > 0) {
            if (text === "(") depth += 1;
            if (text === ")") depth -= 1;
            if (text === "{") {
                outer.push(place);
                place = { role: "subject", subject: "", predicate: "" };
                depth = 0;
            } else if (depth === 0) place = { role: "subject", subject: "", predicate: "" };
        } else if (kind === "word" && prologue.has(low)) {
            place = next("prologue");
        } else if (kind === "word" && (clauses.has(low) || asking.has(low))) {
            place = {
                role: asking.has(low) ? "expression" : "subject",
                subject: "",
                predicate: "",
            };
        } else if (text === "{") {
            outer.push(place);
            place = { role: "subject", subject: "", predicate: "" };
        } else if (text === "}") {
            outer.pop();
            place = { role: "subject", subject: "", predicate: "" };
        } else if (text === "(" && (place.role === "expression" || place.role === "subject")) {
            depth = 1;
            place = next("expression");
        } else if (text === ".") {
            place = { role: "subject", subject: "", predicate: "" };
        } else if (text === ";") {
            place = next("predicate");
        } else if (text === ",") {
            place = next("object");
        } else if (text === "[") {
            outer.push(place);
            place = { role: "predicate", subject: `[${outer.length}`, predicate: "" };
        } else if (text === "]") {
            place = outer.pop() ?? place;
            place = next(place.role === "object" ? "object" : "predicate");
        } else if (kind === "sign") {
            if (place.role === "object" && (text === "/" || text === "|"))
                place = next("predicate");
        } else if (place.role === "subject") {
            place = { role: "predicate", subject: text, predicate: "" };
        } else if (place.role === "predicate") {
            place = { ...place, role: "object", predicate: low === "a" ? "rdf:type" : text };
        } else if (place.role === "object" && place.predicate === "rdf:type") {
            types.set(place.subject, (types.get(place.subject) ?? new Set()).add(text));
        }
    }
    return { place, types };
}

/** The prefixes that a text declares. */
export function declared(list: Token[]): Set<string> {
    const found = new Set<string>();
    list.forEach((token, n) => {
        const name = list[n + 1];
        if (token.text.toLowerCase() === "prefix" && name?.kind === "name")
            found.add(name.text.split(":")[0] ?? "");
    });
    return found;
}
