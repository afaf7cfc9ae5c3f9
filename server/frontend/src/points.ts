// Rows as the points of a chart: the same rules as on the server, so that both draw the same.
import { language, t } from "./page";

export type Mark = "bar" | "line" | "point" | "rect";
export interface Channel {
    field: string;
    type?: string;
    aggregate?: string;
    sort?: string;
    title?: string;
}
export interface Chart {
    mark: Mark;
    encoding: { x: Channel; y: Channel; color?: Channel; detail?: Channel; row?: Channel };
}
export type Datum = string | number | null;
export type Row = Record<string, Datum>;
export interface Point {
    name: string;
    number: number;
    series: string;
}

const notStated = t("anges inte", "not stated");

/** The channel that is measured: the quantitative one of x and y, x before y for bars. */
export function numbersOf(chart: Chart): Channel {
    const [first, second] = chart.mark === "bar" ? (["x", "y"] as const) : (["y", "x"] as const);
    const { [first]: one, [second]: other } = chart.encoding;
    return other.type === "quantitative" && one.type !== "quantitative" ? other : one;
}

/** The other one of x and y. */
export function namesOf(chart: Chart): Channel {
    const { x, y } = chart.encoding;
    return numbersOf(chart) === x ? y : x;
}

/** What stands where nothing is said. */
export const nameOf = (value: Datum | undefined): string => String(value ?? "") || notStated;

/** A point for each row that has a number. */
export function points(chart: Chart, rows: Row[]): Point[] {
    const measured = numbersOf(chart);
    const along = namesOf(chart);
    const { color, detail } = chart.encoding;
    const parts = [color, detail].filter((each) => each !== undefined);
    return rows.flatMap((row) => {
        const number = row[measured.field];
        if (typeof number !== "number") return [];
        return [
            {
                name: nameOf(row[along.field]),
                number,
                series: parts.map((each) => nameOf(row[each.field])).join(", "),
            },
        ];
    });
}

/** How many rows there are of each name, where the declaration counts them. */
export function counted(chart: Chart, rows: Row[]): Point[] {
    const along = namesOf(chart);
    const { color } = chart.encoding;
    const counts = new Map<string, Point>();
    for (const row of rows) {
        const point = {
            name: nameOf(row[along.field]),
            number: 0,
            series: color ? nameOf(row[color.field]) : "",
        };
        const key = JSON.stringify([point.name, point.series]);
        const known = counts.get(key) ?? point;
        known.number += 1;
        counts.set(key, known);
    }
    return [...counts.values()];
}

/** The names in the order in which they are drawn. */
export function ordered(all: Point[], chart: Chart): string[] {
    const along = namesOf(chart);
    const inTime = chart.mark !== "bar" && (along.type === "ordinal" || along.type === "temporal");
    const sums = new Map<string, number>();
    for (const point of all) sums.set(point.name, (sums.get(point.name) ?? 0) + point.number);
    const names = [...sums.keys()];
    const collator = new Intl.Collator(language, { numeric: true });
    if (along.sort === "ascending" || along.sort === "descending" || (!along.sort && inTime)) {
        names.sort(collator.compare);
        if (along.sort === "descending") names.reverse();
    } else if (along.sort) {
        const sign = along.sort.startsWith("-") ? -1 : 1;
        names.sort((one, other) => sign * ((sums.get(one) ?? 0) - (sums.get(other) ?? 0)));
    }
    return names;
}
