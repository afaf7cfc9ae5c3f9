// The rows of an answer as a table with links, and as files.
import type { Answer, Names, Term } from "./answers";
import { language, make, save, t } from "./page";
import { filterable, sortable } from "./sorting";

export const mostRows = 2_000;
export const numeric =
    /#(integer|decimal|double|float|int|long|short|byte|nonNegativeInteger|positiveInteger|gYear)$/;

export interface Naming {
    root: string;
    prefixes: Record<string, string>;
    names: Names;
}

/** What a thing is called: its name, or its IRI with a prefix. */
export const called = (iri: string, naming: Naming): string =>
    naming.names[iri]?.[0] ?? shortened(iri, naming.prefixes);

/** The table, with a field that filters it. */
export function tableOf(answer: Answer, naming: Naming): HTMLElement {
    if (!answer.rows.length) return make("p", {}, t("Inga rader.", "No rows."));
    const table = make(
        "table",
        {},
        make("caption", { class: "unseen" }, t("Svaret", "The answer")),
    );
    const isNumber = new Map(
        answer.variables.map((name) => [
            name,
            answer.rows.every((row) => !row[name] || numeric.test(row[name]?.datatype ?? "")),
        ]),
    );
    const cssOf = (name: string): Record<string, string> =>
        isNumber.get(name) ? { class: "number" } : {};
    table.append(
        make(
            "thead",
            {},
            make(
                "tr",
                {},
                ...answer.variables.map((name) =>
                    make("th", { scope: "col", ...cssOf(name) }, name),
                ),
            ),
        ),
        make(
            "tbody",
            {},
            ...answer.rows
                .slice(0, mostRows)
                .map((row) =>
                    make(
                        "tr",
                        {},
                        ...answer.variables.map((name) => cell(row[name], naming, cssOf(name))),
                    ),
                ),
        ),
    );
    const there = (): Promise<void> => Promise.resolve();
    sortable(table, there);
    const region = make(
        "div",
        { class: "answer", role: "region", "aria-label": t("Svar", "Answer"), tabindex: "0" },
        table,
    );
    return make(
        "div",
        { class: "result" },
        make(
            "div",
            { class: "above" },
            filterable(table, there, () => undefined),
            ...(Object.keys(naming.names).length ? [toggle()] : []),
        ),
        region,
        downloads(answer),
    );
}

/** A box that shows the IRIs below the names (by the style sheet). */
function toggle(): HTMLElement {
    const box = make("input", { type: "checkbox", id: "names" });
    const text = t(" Visa identiteter (IRI)", " Show identifiers (IRI)");
    return make("label", { class: "box" }, box, text);
}

function cell(
    term: Term | undefined,
    naming: Naming,
    css: Record<string, string>,
): HTMLTableCellElement {
    if (!term) return make("td", css);
    if (term.type === "uri") return make("td", css, ...linked(term.value, naming));
    const foreign = term["xml:lang"];
    const attributes: Record<string, string> = { ...css };
    if (foreign && foreign !== language) attributes.lang = foreign;
    if (css.class) attributes["data-value"] = term.value;
    return make(
        "td",
        attributes,
        term.type === "bnode" ? `_:${term.value.slice(0, 8)}` : term.value,
    );
}

/** A thing by its name, with its IRI below, or by its IRI alone. */
function linked(iri: string, naming: Naming): HTMLElement[] {
    const name = naming.names[iri];
    const foreign: Record<string, string> =
        name && name[1] && name[1] !== language ? { lang: name[1] } : {};
    const href = hrefOf(iri, naming.root);
    const link = make("a", { href, title: iri, ...foreign }, called(iri, naming));
    const small = make("small", { class: "name" }, shortened(iri, naming.prefixes));
    return name ? [link, small] : [link];
}

const ours = "https://w3id.org/plangraf/";

/** Our own things are on this site, whatever their IRIs say. */
function hrefOf(iri: string, root: string): string {
    if (iri.startsWith(`${ours}id/`) || iri.startsWith(`${ours}ns`))
        return root + iri.slice(ours.length - 1);
    return /^https?:/.test(iri) ? iri : "#";
}

/** An IRI with its prefix, as a person reads it. */
export function shortened(iri: string, prefixes: Record<string, string>): string {
    const fitting = Object.entries(prefixes).filter(([, namespace]) => iri.startsWith(namespace));
    const [name, namespace] =
        fitting.sort((one, other) => other[1].length - one[1].length)[0] ?? [];
    return name === undefined || namespace === undefined
        ? iri
        : `${name}:${iri.slice(namespace.length)}`;
}

/** The answer as files, made of what is here already. */
export function downloads(answer: Answer): HTMLElement {
    const list = make("ul", { class: "downloads", "aria-label": t("Hämta", "Download") });
    const offer = (name: string, type: string, text: () => string, file: string): void => {
        const button = make("button", { type: "button", class: "plain" }, name);
        button.addEventListener("click", () => save(new Blob([text()], { type }), file));
        list.append(make("li", {}, button));
    };
    if (answer.kind === "graph") offer("Turtle", "text/turtle", () => answer.raw, "plangraf.ttl");
    else {
        offer("CSV", "text/csv", () => csv(answer), "plangraf.csv");
        offer("JSON", "application/sparql-results+json", () => answer.raw, "plangraf.json");
    }
    return list;
}

function csv(answer: Answer): string {
    const quoted = (text: string): string =>
        /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    const lines = [
        answer.variables,
        ...answer.rows.map((row) => answer.variables.map((name) => row[name]?.value ?? "")),
    ];
    return lines.map((line) => line.map(quoted).join(",") + "\r\n").join("");
}
