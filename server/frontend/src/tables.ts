// The page of a saved query: its table sorts and filters, its chart follows and can be saved.
//
// The page is whole without this: its headings are links that sort. Where the answer has more rows
// than the page shows, the others are fetched the first time somebody sorts or filters.

import { make, shown, t } from "./page";
import type { Chart, Row } from "./points";
import { filterable, sortable } from "./sorting";

const table = document.querySelector<HTMLTableElement>(".answer table");
const figure = document.querySelector<HTMLElement>("figure.diagram");
const place = figure?.querySelector<HTMLElement>(".drawn");
const drawnByServer = place?.querySelector("svg");

/** Put all rows of the answer into the table; the pages below it are then of no use. */
async function fetchAll(into: HTMLTableElement, address: string): Promise<void> {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const body = page.querySelector<HTMLTableElement>(".answer table")?.tBodies[0];
    if (!body) return;
    into.tBodies[0]?.replaceChildren(
        ...[...body.rows].map((row) => document.importNode(row, true)),
    );
    const count = page.querySelector(".answer caption .count");
    if (count) into.querySelector("caption .count")?.replaceChildren(...count.childNodes);
    document.querySelector(".pager")?.remove();
}

/** The rows that are left as what a chart is drawn from. */
function read(fields: string[], rows: HTMLTableRowElement[]): Row[] {
    return rows.map((row) =>
        Object.fromEntries(
            fields.map((field, n) => {
                const cell = row.cells[n];
                const text = shown(cell);
                const number = cell?.dataset.value;
                return [field, number === undefined ? text : Number(number)];
            }),
        ),
    );
}

let turn = 0;

/** Draw the chart of the rows that are left; all of them is what the server has drawn. */
async function redraw(fields: string[], rows: HTMLTableRowElement[], all: boolean): Promise<void> {
    if (!figure || !place || !drawnByServer) return;
    const mine = ++turn;
    if (all) {
        place.replaceChildren(drawnByServer);
        return;
    }
    const { draw } = await import("./charts");
    if (mine !== turn) return;
    const chart = JSON.parse(figure.dataset.chart ?? "{}") as Chart;
    const picture = draw(chart, read(fields, rows), figure.dataset.title ?? "");
    place.replaceChildren(
        picture ?? make("p", { class: "note" }, t("Inga värden att rita.", "No values to draw.")),
    );
}

if (table?.tBodies[0]?.rows.length) {
    const fields = [...(table.tHead?.rows[0]?.cells ?? [])].map((head) => head.dataset.field ?? "");
    const address = table.dataset.all;
    let fetched: Promise<void> | undefined;
    const there = (): Promise<void> =>
        (fetched ??= address ? fetchAll(table, address) : Promise.resolve());
    // A longer answer than can be fetched is sorted by the server: its headings are links.
    const whole = Boolean(address) || !document.querySelector(".pager");
    if (whole && !table.classList.contains("crossed")) sortable(table, there);
    document
        .querySelector(".above")
        ?.prepend(filterable(table, there, (left, all) => void redraw(fields, left, all), whole));
}

if (figure && drawnByServer) {
    const button = make("button", { type: "button", class: "plain" }, "PNG");
    button.addEventListener("click", () => {
        const svg = place?.querySelector("svg");
        if (!svg) return;
        void import("./pictures").then(({ savePng }) =>
            savePng(svg, figure.dataset.name ?? "plangraf"),
        );
    });
    figure.querySelector(".downloads")?.append(make("li", {}, button));
}
