// Draws rows as a query's chart says, or as the reader chose, with Observable Plot.
//
// The same declaration (a part of Vega-Lite) that the server draws from. Loaded when a chart has to be
// drawn anew in the browser, not before.
import { axisX, axisY, barX, cell, dot, gridY, line, plot, ruleX, text } from "@observablehq/plot";
import { t, written } from "./page";
import {
    counted,
    nameOf,
    numbersOf,
    ordered,
    points,
    type Channel,
    type Chart,
    type Point,
    type Row,
} from "./points";

const colours = [
    "var(--blue)",
    "var(--second)",
    "var(--third)",
    "var(--fourth)",
    "var(--fifth)",
    "var(--sixth)",
];
const dashes = ["", "7 3", "2 3", "9 3 2 3", "4 2", "1 4"];
const narrow = 640;
const left = 220;
const most = 60;
const longest = 52;
const headLength = 84;
const rowsAtMost = 8;

/** Return the picture, or nothing where no row has a number; by `row` several beneath each other. */
export function draw(chart: Chart, rows: Row[], title: string): SVGSVGElement | undefined {
    const { row, ...encoding } = chart.encoding;
    if (!row) return one(chart, rows, title);
    const names = [...new Set(rows.map((each) => nameOf(each[row.field])))];
    const parts = names.map((name): [string, Row[]] => [
        name,
        rows.filter((each) => nameOf(each[row.field]) === name),
    ]);
    const below: Chart = { mark: chart.mark, encoding };
    const real = parts.filter(([, there]) => new Set(points(below, there).map((p) => p.name)).size > 1);
    const shown = (chart.mark === "line" && real.length ? real : parts).slice(0, rowsAtMost);
    const pictures = shown.flatMap(([name, there]): [string, SVGSVGElement][] => {
        const picture = one(below, there, name);
        return picture ? [[name, picture]] : [];
    });
    return pictures.length ? stacked(pictures, title) : undefined;
}

/** Put pictures beneath each other, each under its name. */
function stacked(pictures: [string, SVGSVGElement][], title: string): SVGSVGElement {
    const space = "http://www.w3.org/2000/svg";
    const whole = document.createElementNS(space, "svg");
    let height = 0;
    for (const [name, picture] of pictures) {
        const head = document.createElementNS(space, "text");
        head.setAttribute("y", String(height + 16));
        head.setAttribute("font-size", "13");
        head.setAttribute("font-weight", "600");
        head.textContent = name.length > headLength ? `${name.slice(0, headLength - 1)}…` : name;
        const { width, height: tall } = picture.viewBox.baseVal;
        picture.setAttribute("y", String(height + 26));
        picture.setAttribute("width", String(width));
        picture.setAttribute("height", String(tall));
        picture.removeAttribute("role");
        picture.removeAttribute("aria-label");
        whole.append(head, picture);
        height += tall + 46;
    }
    whole.setAttribute("viewBox", `0 0 ${narrow} ${height}`);
    return finished(whole, title) ?? whole;
}

function one(chart: Chart, rows: Row[], title: string): SVGSVGElement | undefined {
    const { x, y, color } = chart.encoding;
    if (chart.mark === "rect") return finished(matrix(x, y, color ?? y, rows), title);
    const measured = numbersOf(chart);
    const all = measured.aggregate ? counted(chart, rows) : points(chart, rows);
    const names = ordered(all, chart).slice(0, most);
    const shown = all.filter((point) => names.includes(point.name));
    if (!shown.length) return undefined;
    const series = [...new Set(shown.map((point) => point.series))];
    const label = measured.title ?? (measured.field || t("antal", "count"));
    const picture =
        chart.mark === "bar"
            ? bars(shown, names, series, label)
            : curves(shown, names, series, label, chart.mark === "line");
    return finished(picture, title);
}

function bars(shown: Point[], names: string[], series: string[], label: string): Element {
    const many = series.length > 1;
    const height = names.length * (many ? series.length * 20 + 8 : 34) + 50;
    return plot({
        width: narrow,
        height,
        marginLeft: left,
        marginRight: 48,
        x: { label, grid: true, zero: true, nice: true },
        y: { domain: many ? series : names, axis: null },
        ...(many ? { fy: { domain: names, padding: 0.15, axis: null } } : {}),
        color: { domain: series, range: colours, legend: false },
        marks: [
            axisX({ label: `${label} →`, tickFormat: (n: number) => written(n) }),
            many
                ? text(names, {
                      fy: (n: string) => n,
                      text: short,
                      frameAnchor: "left",
                      dx: -12,
                      textAnchor: "end",
                      lineWidth: 17,
                      fontSize: 13,
                  })
                : axisY({
                      label: null,
                      tickSize: 0,
                      lineWidth: 17,
                      fontSize: 13,
                      tickFormat: short,
                  }),
            barX(shown, {
                x: "number",
                y: many ? "series" : "name",
                ...(many ? { fy: "name" } : {}),
                fill: "series",
                title: told,
            }),
            text(shown, {
                x: "number",
                y: many ? "series" : "name",
                ...(many ? { fy: "name" } : {}),
                text: (point: Point) =>
                    many ? `${written(point.number)}  ${point.series}` : written(point.number),
                dx: 5,
                textAnchor: "start",
                fontSize: 13,
            }),
            ruleX([0]),
        ],
    });
}

function curves(
    shown: Point[],
    names: string[],
    series: string[],
    label: string,
    joined: boolean,
): Element {
    const last = new Map(
        series.map((each) => [
            each,
            shown
                .filter((p) => p.series === each)
                .sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name))
                .at(-1),
        ]),
    );
    return plot({
        width: narrow,
        height: 320,
        marginLeft: 56,
        marginRight: series.length > 1 ? 150 : 24,
        marginBottom: 44,
        x: { domain: names, type: "point", label: null },
        y: { label, zero: true, nice: true },
        color: { domain: series, range: colours },
        marks: [
            gridY(),
            axisX({
                ticks: names.filter((_, n) => n % Math.max(1, Math.ceil(names.length / 9)) === 0),
                fontSize: 12,
            }),
            axisY({ label: `↑ ${label}`, tickFormat: (n: number) => written(n), fontSize: 12 }),
            ...(joined
                ? series.map((each, n) =>
                      line(
                          shown
                              .filter((p) => p.series === each)
                              .sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name)),
                          {
                              x: "name",
                              y: "number",
                              stroke: "series",
                              strokeWidth: 2.2,
                              strokeDasharray: dashes[n % dashes.length] || undefined,
                          },
                      ),
                  )
                : []),
            dot(shown, { x: "name", y: "number", fill: "series", r: 3.5, title: told }),
            ...(series.length > 1
                ? [
                      text(
                          [...last.values()].filter((p) => p !== undefined),
                          {
                              x: "name",
                              y: "number",
                              text: "series",
                              dx: 8,
                              textAnchor: "start",
                              lineWidth: 11,
                              fontSize: 12,
                          },
                      ),
                  ]
                : []),
        ],
    });
}

function matrix(x: Channel, y: Channel, color: Channel, rows: Row[]): Element {
    const cells = rows.flatMap((row) => {
        const number = row[color.field];
        return typeof number === "number"
            ? [
                  {
                      column: nameOf(row[x.field]),
                      name: nameOf(row[y.field]),
                      number,
                      series: nameOf(row[x.field]),
                  },
              ]
            : [];
    });
    const columns = [...new Set(cells.map((each) => each.column))];
    const names = [...new Set(cells.map((each) => each.name))].slice(0, most);
    const highest = Math.max(1, ...cells.map((each) => each.number));
    return plot({
        width: narrow,
        height: names.length * 34 + 80,
        marginLeft: left,
        marginTop: 56,
        x: { domain: columns, label: null, axis: "top" },
        y: { domain: names, label: null },
        opacity: { domain: [0, highest], range: [0.05, 0.62] },
        marks: [
            axisX({ anchor: "top", label: null, tickSize: 0, lineWidth: 18, fontSize: 13 }),
            axisY({ label: null, tickSize: 0, lineWidth: 17, fontSize: 13, tickFormat: short }),
            cell(
                cells.filter((each) => names.includes(each.name)),
                {
                    x: "column",
                    y: "name",
                    fill: "var(--cell)",
                    fillOpacity: "number",
                    inset: 1,
                    title: told,
                },
            ),
            text(
                cells.filter((each) => names.includes(each.name)),
                {
                    x: "column",
                    y: "name",
                    text: (each: Point) => written(each.number),
                    fontSize: 13,
                },
            ),
        ],
    });
}

/** Two lines at most beside a bar: a longer name is cut, its whole is in the table. */
const short = (name: string): string =>
    name.length > longest ? `${name.slice(0, longest - 1).trimEnd()}…` : name;

const told = (point: Point): string =>
    `${point.name}${point.series ? `, ${point.series}` : ""}: ${written(point.number)}`;

/** Make the picture fit its place; its own style sheet would be refused by the site's policy. */
function finished(picture: Element, title: string): SVGSVGElement | undefined {
    const svg =
        picture instanceof SVGSVGElement ? picture : (picture.querySelector("svg") ?? undefined);
    if (!svg) return undefined;
    svg.querySelectorAll("style").forEach((each) => each.remove());
    for (const part of svg.querySelectorAll<SVGElement>("[aria-label], [aria-description]")) {
        // The picture has one name; its parts may have none of their own.
        part.dataset.mark = part.getAttribute("aria-label") ?? "";
        part.removeAttribute("aria-label");
        part.removeAttribute("aria-description");
    }
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    svg.setAttribute("role", "img");
    svg.setAttribute(
        "aria-label",
        `${title}. ${t("Samma värden står i tabellen.", "The table has the same values.")}`,
    );
    return svg;
}
