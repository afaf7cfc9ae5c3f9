// Sorting and filtering of a table that already stands on the page.
//
// A heading becomes a button; texts sort as Swedish does, numbers by size. Nothing is fetched here.
import { language, make, shown, t, written } from "./page";

const order = new Intl.Collator(language, { numeric: true });
type Direction = "ascending" | "descending";

/** What a cell is sorted by: its number where it has one, otherwise its text; empty ones last. */
function key(cell: HTMLTableCellElement | undefined): number | string {
    const text = shown(cell);
    if (!cell?.classList.contains("number")) return text;
    const number = Number(cell.dataset.value ?? text.replace(/\s/g, "").replace(",", "."));
    return Number.isNaN(number) ? text : number;
}

function compare(one: number | string, other: number | string): number {
    if (typeof one === "number" && typeof other === "number") return one - other;
    return order.compare(String(one), String(other));
}

/** Give the headings of a table buttons that sort it, once all rows are `there`. */
export function sortable(table: HTMLTableElement, there: () => Promise<void>): void {
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
    heads.forEach((head, place) => {
        const button = make("button", { type: "button", class: "sort" });
        button.append(...(head.querySelector("a.sort") ?? head).childNodes);
        head.replaceChildren(button);
        button.addEventListener("click", () => {
            const direction: Direction =
                head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
            for (const other of heads) other.removeAttribute("aria-sort");
            head.setAttribute("aria-sort", direction);
            void there().then(() => sort(table, place, direction));
        });
    });
}

function sort(table: HTMLTableElement, place: number, direction: Direction): void {
    const body = table.tBodies[0];
    if (!body) return;
    const rows = [...body.rows].map((row) => ({ row, key: key(row.cells[place]) }));
    const sign = direction === "ascending" ? 1 : -1;
    rows.sort((one, other) => {
        if (one.key === "" || other.key === "")
            return Number(one.key === "") - Number(other.key === "");
        return sign * compare(one.key, other.key);
    });
    body.append(...rows.map((each) => each.row));
}

/** Make a field that hides rows without the words in it; `changed` is told which are left. */
export function filterable(
    table: HTMLTableElement,
    there: () => Promise<void>,
    changed: (left: HTMLTableRowElement[], all: boolean) => void,
    whole = true,
): HTMLElement {
    const said = make("output", { class: "count", "aria-live": "polite" });
    const field = make("input", { type: "search", id: "rows-with", autocomplete: "off" });
    field.addEventListener("input", () => void there().then(sift));
    function sift(): void {
        const words = folded(field.value).split(/\s+/).filter(Boolean);
        const rows = [...(table.tBodies[0]?.rows ?? [])];
        for (const row of rows) {
            const text = folded([...row.cells].map(shown).join(" "));
            row.hidden = !words.every((word) => text.includes(word));
        }
        const left = rows.filter((row) => !row.hidden);
        const [some, all] = [written(left.length), written(rows.length)];
        said.textContent = words.length
            ? t(`${some} av ${all} rader`, `${some} of ${all} rows`)
            : "";
        changed(left, left.length === rows.length);
    }
    const label = make(
        "label",
        { for: "rows-with" },
        whole
            ? t("Visa bara rader med", "Show only rows with")
            : t("Visa av sidans rader bara dem med", "Of this page’s rows, show only those with"),
    );
    return make("div", { class: "sift" }, label, field, said);
}

/** A text without case and accents, but with å, ä and ö kept apart from a and o. */
function folded(text: string): string {
    return text
        .toLocaleLowerCase("sv")
        .normalize("NFD")
        .replace(/([ao])([\u030a\u0308])/g, (both) => both.normalize("NFC"))
        .replace(/[\u0300-\u036f]/g, "")
        .normalize("NFC");
}
