// Shows an answer below the editor: as a table that sorts and filters, as a chart, and as it came.
import type { Answer, Term } from "./answers";
import type { Chart, Mark, Row } from "./charts";
import { make, save, t, written } from "./page";
import { savePng, saveSvg } from "./pictures";
import { filterable, sortable } from "./sorting";

const most = 2_000;
const numeric = /#(integer|decimal|double|float|int|long|short|byte|nonNegativeInteger|positiveInteger|gYear)$/;
type View = "table" | "chart" | "raw";

export interface Naming {
  root: string;
  prefixes: Record<string, string>;
}

/** Show an answer in a section; `view` is the tab that is open first. */
export function show(section: HTMLElement, answer: Answer, naming: Naming, view: string, title: string): void {
  const head = make("h2", { id: "answer" }, t("Svar", "Answer"));
  if (answer.problem) {
    section.replaceChildren(head, make("div", { class: "problem", role: "alert" }, make("p", {}, answer.problem.message)));
    return;
  }
  const said = make("p", { class: "quiet", role: "status" }, summary(answer));
  if (answer.kind === "truth") {
    section.replaceChildren(head, make("p", {}, make("strong", {}, answer.truth ? t("Ja", "Yes") : t("Nej", "No"))), said);
    return;
  }
  const raw = (): HTMLElement => make("div", {}, downloads(answer), make("pre", { class: "answer", tabindex: "0" }, make("code", {}, answer.raw.slice(0, 300_000))));
  if (answer.kind === "graph") {
    section.replaceChildren(head, said, raw());
    return;
  }
  const wanted: View = /chart|diagram/i.test(view) ? "chart" : /raw|response/i.test(view) ? "raw" : "table";
  section.replaceChildren(
    head,
    said,
    tabs(wanted, [
      ["table", t("Tabell", "Table"), () => tableOf(answer, naming)],
      ["chart", t("Diagram", "Chart"), () => chartOf(answer, naming, view, title)],
      ["raw", t("Som det kom", "As it came"), raw],
    ]),
  );
}

function summary(answer: Answer): string {
  const parts: string[] = [];
  if (answer.kind === "rows") parts.push(`${written(answer.rows.length)} ${answer.rows.length === 1 ? t("rad", "row") : t("rader", "rows")}`);
  parts.push(`${answer.seconds.toLocaleString(undefined, { maximumFractionDigits: 2 })} s`);
  if (answer.cut) parts.push(t("svaret är kortat vid serverns gräns", "the answer is cut at the server's bound"));
  if (answer.rows.length > most) parts.push(t(`tabellen visar de första ${written(most)}`, `the table shows the first ${written(most)}`));
  return parts.join(" · ");
}

/** Tabs by the pattern of WAI-ARIA: arrows move between them, each panel is made when it is opened. */
function tabs(first: View, list: [View, string, () => HTMLElement][]): HTMLElement {
  const bar = make("div", { role: "tablist", class: "tabs", "aria-label": t("Visa svaret som", "Show the answer as") });
  const panel = make("div", { role: "tabpanel", id: "answer-panel", tabindex: "0" });
  const made = new Map<View, HTMLElement>();
  const open = (view: View, focus: boolean): void => {
    for (const tab of bar.querySelectorAll<HTMLElement>("[role=tab]")) {
      const chosen = tab.dataset.view === view;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      if (chosen) panel.setAttribute("aria-labelledby", tab.id);
      if (chosen && focus) tab.focus();
    }
    const content = made.get(view) ?? list.find(([name]) => name === view)?.[2]();
    if (content) made.set(view, content);
    panel.replaceChildren(...(content ? [content] : []));
  };
  for (const [view, name] of list) {
    const tab = make("button", { type: "button", role: "tab", id: `tab-${view}`, "aria-controls": "answer-panel", "data-view": view }, name);
    tab.addEventListener("click", () => open(view, false));
    bar.append(tab);
  }
  bar.addEventListener("keydown", (event) => {
    const places = list.map(([view]) => view);
    const now = places.indexOf((document.activeElement as HTMLElement).dataset.view as View);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined || now < 0) return;
    event.preventDefault();
    open(places[(now + step + places.length) % places.length] as View, true);
  });
  open(first, false);
  return make("div", {}, bar, panel);
}

function tableOf(answer: Answer, naming: Naming): HTMLElement {
  if (!answer.rows.length) return make("p", {}, t("Inga rader.", "No rows."));
  const table = make("table", {}, make("caption", { class: "unseen" }, t("Svaret", "The answer")));
  const isNumber = new Map(answer.variables.map((name) => [name, answer.rows.every((row) => !row[name] || numeric.test(row[name]?.datatype ?? ""))]));
  const cssOf = (name: string): Record<string, string> => (isNumber.get(name) ? { class: "number" } : {});
  table.append(
    make("thead", {}, make("tr", {}, ...answer.variables.map((name) => make("th", { scope: "col", ...cssOf(name) }, name)))),
    make("tbody", {}, ...answer.rows.slice(0, most).map((row) => make("tr", {}, ...answer.variables.map((name) => cell(row[name], naming, cssOf(name)))))),
  );
  const there = (): Promise<void> => Promise.resolve();
  sortable(table, there);
  const region = make("div", { class: "answer", role: "region", "aria-label": t("Svar", "Answer"), tabindex: "0" }, table);
  return make("div", {}, filterable(table, there, () => undefined), region, downloads(answer));
}

function cell(term: Term | undefined, naming: Naming, css: Record<string, string>): HTMLTableCellElement {
  if (!term) return make("td", css);
  if (term.type === "uri") return make("td", css, make("a", { href: hrefOf(term.value, naming.root), title: term.value }, shortened(term.value, naming.prefixes)));
  const foreign = term["xml:lang"];
  const attributes: Record<string, string> = { ...css };
  if (foreign && foreign !== document.documentElement.lang) attributes.lang = foreign;
  if (css.class) attributes["data-value"] = term.value;
  return make("td", attributes, term.type === "bnode" ? `_:${term.value.slice(0, 8)}` : term.value);
}

const ours = "https://w3id.org/plangraf/";

/** Our own things are on this site, whatever their IRIs say. */
function hrefOf(iri: string, root: string): string {
  if (iri.startsWith(`${ours}id/`) || iri.startsWith(`${ours}ns`)) return root + iri.slice(ours.length - 1);
  return /^https?:/.test(iri) ? iri : "#";
}

function shortened(iri: string, prefixes: Record<string, string>): string {
  const fitting = Object.entries(prefixes).filter(([, namespace]) => iri.startsWith(namespace));
  const [name, namespace] = fitting.sort((one, other) => other[1].length - one[1].length)[0] ?? [];
  return name === undefined || namespace === undefined ? iri : `${name}:${iri.slice(namespace.length)}`;
}

function downloads(answer: Answer): HTMLElement {
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
  const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [answer.variables, ...answer.rows.map((row) => answer.variables.map((name) => row[name]?.value ?? ""))];
  return lines.map((line) => line.map(quoted).join(",") + "\r\n").join("");
}

/** A chart of two columns that the reader chooses; the first guess is a name and a number. */
function chartOf(answer: Answer, naming: Naming, view: string, title: string): HTMLElement {
  const rows: Row[] = answer.rows.map((row) =>
    Object.fromEntries(
      answer.variables.map((name) => {
        const term = row[name];
        if (!term) return [name, null];
        if (numeric.test(term.datatype ?? "")) return [name, Number(term.value)];
        return [name, term.type === "uri" ? shortened(term.value, naming.prefixes) : term.value];
      }),
    ),
  );
  const numbers = answer.variables.filter((name) => rows.some((row) => typeof row[name] === "number"));
  const names = answer.variables.filter((name) => rows.some((row) => typeof row[name] === "string"));
  const none = t("antal rader", "number of rows");
  const place = make("div", { class: "drawn", tabindex: "0", role: "region", "aria-label": t("Diagram", "Chart") });
  const mark = choice(t("Som", "As"), [["bar", t("staplar", "bars")], ["line", t("linje", "line")], ["point", t("punkter", "points")]], /line/i.test(view) ? "line" : /scatter|point/i.test(view) ? "point" : "bar");
  const label = choice(t("Namn", "Names"), answer.variables.map((name) => [name, name]), names.find((name) => /label|name/i.test(name)) ?? names[0] ?? answer.variables[0] ?? "");
  const number = choice(t("Tal", "Numbers"), [["", none], ...numbers.map((name): [string, string] => [name, name])], numbers[0] ?? "");
  const series = choice(t("Serier", "Series"), [["", t("inga", "none")], ...names.map((name): [string, string] => [name, name])], "");
  async function redraw(): Promise<void> {
    const { draw } = await import("./charts");
    const measured = number.select.value ? { field: number.select.value, type: "quantitative" } : { field: "", aggregate: "count", type: "quantitative", title: none };
    const named = { field: label.select.value, type: mark.select.value === "bar" ? "nominal" : "ordinal" };
    const flat = mark.select.value === "bar";
    const chart: Chart = { mark: mark.select.value as Mark, encoding: flat ? { x: measured, y: named } : { x: named, y: measured } };
    if (series.select.value) chart.encoding.color = { field: series.select.value, type: "nominal" };
    const picture = draw(chart, rows, title || t("Diagram", "Chart"));
    place.replaceChildren(picture ?? make("p", { class: "note" }, t("Inga tal att rita.", "No numbers to draw.")));
  }
  const form = make("div", { class: "choices" });
  for (const each of [mark, label, number, series]) {
    each.select.addEventListener("change", () => void redraw());
    form.append(each.field);
  }
  void redraw();
  const saving = make("ul", { class: "downloads", "aria-label": t("Hämta diagrammet", "Download the chart") });
  for (const [name, how] of [["SVG", saveSvg], ["PNG", savePng]] as const) {
    const button = make("button", { type: "button", class: "plain" }, name);
    button.addEventListener("click", () => {
      const svg = place.querySelector("svg");
      if (svg) void how(svg, "plangraf");
    });
    saving.append(make("li", {}, button));
  }
  const source = make("figcaption", { class: "note" }, t("Källa: svaret på frågan ovan; samma värden står i tabellen.", "Source: the answer to the query above; the table has the same values."));
  return make("div", {}, form, make("figure", { class: "diagram" }, place, source), saving);
}

function choice(name: string, list: [string, string][], first: string): { field: HTMLElement; select: HTMLSelectElement } {
  const select = make("select", {}, ...list.map(([value, text]) => make("option", { value, selected: value === first }, text)));
  return { field: make("label", {}, make("span", { class: "what" }, name), select), select };
}
