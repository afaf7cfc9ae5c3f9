// What may come next: classes, the properties of the subject's class, the values of a property.
//
// Options match by name and by label ("mål" finds pg:Goal). Choosing one declares its prefix.
import {
    insertCompletionText,
    pickedCompletion,
    type Completion,
    type CompletionContext,
    type CompletionResult,
} from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { t } from "./page";
import { declared, follow, tokens, type Token } from "./tokens";
import type { Term, Use, Vocabulary } from "./vocabulary";

const words = /[\p{L}\p{N}_:?$<.\-]*$/u;
const keywords =
    "SELECT DISTINCT WHERE OPTIONAL UNION MINUS FILTER BIND VALUES GRAPH EXISTS ORDER GROUP BY HAVING LIMIT OFFSET AS DESC ASC ASK CONSTRUCT DESCRIBE PREFIX".split(
        " ",
    );
const functions =
    "COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG DATATYPE BOUND IRI COALESCE IF CONTAINS STRSTARTS REGEX LCASE UCASE STRLEN CONCAT REPLACE SUBSTR YEAR MONTH NOW ABS ROUND EXISTS IN NOT".split(
        " ",
    );

/** Return the source of completions for a vocabulary. */
export function completions(
    vocabulary: Vocabulary,
): (context: CompletionContext) => CompletionResult | null {
    return (context) => {
        const before = context.state.sliceDoc(0, context.pos);
        const written = words.exec(before)?.[0] ?? "";
        if (!written && !context.explicit) return null;
        const from = context.pos - written.length;
        const all = tokens(context.state.doc.toString());
        const head = tokens(before.slice(0, from));
        const inside = all.find((token) => token.from < context.pos && context.pos < token.to);
        if (inside?.kind === "string" || inComment(before)) return null;
        const options =
            written.startsWith("?") || written.startsWith("$")
                ? variables(all, context.pos)
                : optionsAt(vocabulary, head, all, context.pos);
        return options.length ? { from, options, validFor: /^[\p{L}\p{N}_:?$<.\-]*$/u } : null;
    };
}

function optionsAt(vocabulary: Vocabulary, head: Token[], all: Token[], pos: number): Completion[] {
    const { place } = follow(head);
    const { types } = follow(all);
    const classes = [...(types.get(place.subject) ?? [])];
    const uses = classes.flatMap((each) => vocabulary.uses[each] ?? []);
    if (head.at(-1)?.text.toLowerCase() === "prefix") return prefixes(vocabulary);
    switch (place.role) {
        case "prologue":
            return [...plain(keywords, "keyword"), ...declarations(vocabulary, all)];
        case "predicate":
            return [
                { label: "a", type: "keyword", detail: t("är en", "is a"), boost: 20 },
                ...properties(vocabulary, uses),
            ];
        case "object":
            if (place.predicate === "rdf:type")
                return vocabulary.classes.map((term) => named(vocabulary, term, "class"));
            return [
                ...values(vocabulary, uses, place.predicate),
                ...variables(all, pos),
                ...plain(["OPTIONAL", "FILTER"], "keyword"),
            ];
        case "expression":
            return [
                ...variables(all, pos),
                ...plain(functions, "function"),
                ...plain(keywords, "keyword"),
                ...allTerms(vocabulary),
            ];
        case "subject":
            return [...variables(all, pos), ...plain(keywords, "keyword"), ...allTerms(vocabulary)];
    }
}

/** Properties that the shapes name for the class come first: what must be there before what may. */
function properties(vocabulary: Vocabulary, uses: Use[]): Completion[] {
    const needs = {
        must: t("krävs", "required"),
        should: t("bör finnas", "should be there"),
        may: t("får finnas", "may be there"),
    };
    const order = { must: 60, should: 45, may: 30 };
    const known = new Map(vocabulary.properties.map((term) => [term.name, term]));
    const first = new Map<string, Completion>();
    for (const use of uses) {
        const term = known.get(use.property) ?? {
            name: use.property,
            label: use.label,
            definition: "",
        };
        const option = named(vocabulary, { ...term, label: use.label || term.label }, "property");
        first.set(use.property, {
            ...option,
            detail: `${use.label} · ${needs[use.need]}`,
            boost: order[use.need],
        });
    }
    const rest = vocabulary.properties.filter((term) => !first.has(term.name));
    return [...first.values(), ...rest.map((term) => named(vocabulary, term, "property"))];
}

function values(vocabulary: Vocabulary, uses: Use[], predicate: string): Completion[] {
    const everywhere = Object.values(vocabulary.uses).flat();
    const fitting = uses.some((use) => use.property === predicate) ? uses : everywhere;
    const lists = new Map(
        fitting
            .filter((use) => use.property === predicate && use.values)
            .map((use) => [use.values ?? "", use.label]),
    );
    return [...lists].flatMap(([list, name]) =>
        (vocabulary.values[list] ?? []).map((value) => ({
            label: `${value.label} <${value.iri}>`,
            displayLabel: value.label,
            detail: name,
            type: "enum",
            boost: 40,
            apply: (view: EditorView, option: Completion, from: number, to: number) =>
                insert(view, option, `<${value.iri}>`, from, to),
        })),
    );
}

function variables(all: Token[], pos: number): Completion[] {
    const names = new Set(
        all.filter((each) => each.kind === "variable" && pos !== each.to).map((each) => each.text),
    );
    return [...names].map((label) => ({ label, type: "variable", boost: 10 }));
}

function prefixes(vocabulary: Vocabulary): Completion[] {
    return Object.entries(vocabulary.prefixes).map(([name, iri]) => ({
        label: `${name}:`,
        detail: iri,
        type: "namespace",
        apply: `${name}: <${iri}>`,
    }));
}

/** Whole PREFIX lines for what is not declared yet. */
function declarations(vocabulary: Vocabulary, all: Token[]): Completion[] {
    const there = declared(all);
    return Object.entries(vocabulary.prefixes)
        .filter(([name]) => !there.has(name))
        .map(([name, iri]) => ({
            label: `PREFIX ${name}:`,
            detail: iri,
            type: "namespace",
            apply: `PREFIX ${name}: <${iri}>\n`,
        }));
}

const plain = (list: string[], type: string): Completion[] =>
    list.map((label) => ({ label, type, boost: -20 }));

const allTerms = (vocabulary: Vocabulary): Completion[] => [
    ...vocabulary.classes.map((term) => named(vocabulary, term, "class")),
    ...vocabulary.properties.map((term) => named(vocabulary, term, "property")),
];

function named(vocabulary: Vocabulary, term: Term, type: string): Completion {
    const option: Completion = {
        label: `${term.name} ${term.label}`,
        displayLabel: term.name,
        detail: term.label,
        type,
        apply: (view, chosen, from, to) => {
            const prefix = term.name.split(":")[0] ?? "";
            const iri = vocabulary.prefixes[prefix];
            const missing = iri && !declared(tokens(view.state.doc.toString())).has(prefix);
            insert(
                view,
                chosen,
                term.name,
                from,
                to,
                missing ? `PREFIX ${prefix}: <${iri}>\n` : "",
            );
        },
    };
    if (term.definition) option.info = term.definition;
    return option;
}

function insert(
    view: EditorView,
    option: Completion,
    text: string,
    from: number,
    to: number,
    top = "",
): void {
    if (!top) {
        view.dispatch({
            ...insertCompletionText(view.state, text, from, to),
            annotations: pickedCompletion.of(option),
        });
        return;
    }
    view.dispatch({
        changes: [
            { from: 0, insert: top },
            { from, to, insert: text },
        ],
        selection: { anchor: top.length + from + text.length },
        annotations: pickedCompletion.of(option),
        userEvent: "input.complete",
    });
}

function inComment(before: string): boolean {
    const line = before
        .slice(before.lastIndexOf("\n") + 1)
        .replace(/<[^<>\s]*>|"[^"]*"|'[^']*'/g, "");
    return line.includes("#");
}
