// A chart of an answer: the reader chooses mark, names, numbers and series.
import type { Answer } from "./answers";
import { make, t } from "./page";
import { savePng, saveSvg } from "./pictures";
import type { Chart, Mark, Row } from "./points";
import { called, numeric, type Naming } from "./tabular";

/** A chart of two columns that the reader chooses; the first guess is a name and a number. */
export function chartOf(answer: Answer, naming: Naming, view: string, title: string): HTMLElement {
    const rows: Row[] = answer.rows.map((row) =>
        Object.fromEntries(
            answer.variables.map((name) => {
                const term = row[name];
                if (!term) return [name, null];
                if (numeric.test(term.datatype ?? "")) return [name, Number(term.value)];
                return [name, term.type === "uri" ? called(term.value, naming) : term.value];
            }),
        ),
    );
    const numbers = answer.variables.filter((name) =>
        rows.some((row) => typeof row[name] === "number"),
    );
    const names = answer.variables.filter((name) =>
        rows.some((row) => typeof row[name] === "string"),
    );
    const none = t("antal rader", "number of rows");
    const place = make("div", {
        class: "drawn",
        tabindex: "0",
        role: "region",
        "aria-label": t("Diagram", "Chart"),
    });
    const mark = choice(
        t("Som", "As"),
        [
            ["bar", t("staplar", "bars")],
            ["line", t("linje", "line")],
            ["point", t("punkter", "points")],
        ],
        /line/i.test(view) ? "line" : /scatter|point/i.test(view) ? "point" : "bar",
    );
    const label = choice(
        t("Namn", "Names"),
        answer.variables.map((name) => [name, name]),
        names.find((name) => /label|name/i.test(name)) ?? names[0] ?? answer.variables[0] ?? "",
    );
    const number = choice(
        t("Tal", "Numbers"),
        [["", none], ...numbers.map((name): [string, string] => [name, name])],
        numbers[0] ?? "",
    );
    const series = choice(
        t("Serier", "Series"),
        [["", t("inga", "none")], ...names.map((name): [string, string] => [name, name])],
        "",
    );
    async function redraw(): Promise<void> {
        const { draw } = await import("./charts");
        const measured = number.select.value
            ? { field: number.select.value, type: "quantitative" }
            : { field: "", aggregate: "count", type: "quantitative", title: none };
        const named = {
            field: label.select.value,
            type: mark.select.value === "bar" ? "nominal" : "ordinal",
        };
        const flat = mark.select.value === "bar";
        const chart: Chart = {
            mark: mark.select.value as Mark,
            encoding: flat ? { x: measured, y: named } : { x: named, y: measured },
        };
        if (series.select.value)
            chart.encoding.color = { field: series.select.value, type: "nominal" };
        const picture = draw(chart, rows, title || t("Diagram", "Chart"));
        place.replaceChildren(
            picture ?? make("p", { class: "note" }, t("Inga tal att rita.", "No numbers to draw.")),
        );
    }
    const form = make("div", { class: "choices" });
    for (const each of [mark, label, number, series]) {
        each.select.addEventListener("change", () => void redraw());
        form.append(each.field);
    }
    void redraw();
    const saving = make("ul", {
        class: "downloads",
        "aria-label": t("Hämta diagrammet", "Download the chart"),
    });
    for (const [name, how] of [
        ["SVG", saveSvg],
        ["PNG", savePng],
    ] as const) {
        const button = make("button", { type: "button", class: "plain" }, name);
        button.addEventListener("click", () => {
            const svg = place.querySelector("svg");
            if (svg) void how(svg, "plangraf");
        });
        saving.append(make("li", {}, button));
    }
    const source = make(
        "figcaption",
        { class: "note" },
        t(
            "Källa: svaret på frågan ovan; samma värden står i tabellen.",
            "Source: the answer to the query above; the table has the same values.",
        ),
    );
    return make("div", {}, form, make("figure", { class: "diagram" }, place, source), saving);
}

function choice(
    name: string,
    list: [string, string][],
    first: string,
): { field: HTMLElement; select: HTMLSelectElement } {
    const select = make(
        "select",
        {},
        ...list.map(([value, text]) => make("option", { value, selected: value === first }, text)),
    );
    return { field: make("label", {}, make("span", { class: "what" }, name), select), select };
}
