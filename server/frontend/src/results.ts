// Shows an answer below the editor: as a table that sorts and filters, as a chart, and as it came.
import type { Answer } from "./answers";
import { chartOf } from "./choosing";
import { make, t, written } from "./page";
import { downloads, mostRows, tableOf, type Naming } from "./tabular";

type View = "table" | "chart" | "raw";

/** Show an answer in a section; `view` is the tab that is open first. */
export function show(
    section: HTMLElement,
    answer: Answer,
    naming: Naming,
    view: string,
    title: string,
): void {
    const head = make("h2", { id: "answer" }, t("Svar", "Answer"));
    if (answer.problem) {
        section.replaceChildren(
            head,
            make("div", { class: "problem", role: "alert" }, make("p", {}, answer.problem.message)),
        );
        return;
    }
    const said = make("p", { class: "quiet", role: "status" }, summary(answer));
    if (answer.kind === "truth") {
        section.replaceChildren(
            head,
            make("p", {}, make("strong", {}, answer.truth ? t("Ja", "Yes") : t("Nej", "No"))),
            said,
        );
        return;
    }
    const raw = (): HTMLElement =>
        make(
            "div",
            {},
            downloads(answer),
            make(
                "pre",
                { class: "answer", tabindex: "0" },
                make("code", {}, answer.raw.slice(0, 300_000)),
            ),
        );
    if (answer.kind === "graph") {
        section.replaceChildren(head, said, raw());
        return;
    }
    const wanted: View = /chart|diagram/i.test(view)
        ? "chart"
        : /raw|response/i.test(view)
          ? "raw"
          : "table";
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
    if (answer.kind === "rows")
        parts.push(
            `${written(answer.rows.length)} ${answer.rows.length === 1 ? t("rad", "row") : t("rader", "rows")}`,
        );
    parts.push(`${answer.seconds.toLocaleString(undefined, { maximumFractionDigits: 2 })} s`);
    if (answer.cut)
        parts.push(
            t("svaret är kortat vid serverns gräns", "the answer is cut at the server's bound"),
        );
    if (answer.rows.length > mostRows)
        parts.push(
            t(
                `tabellen visar de första ${written(mostRows)}`,
                `the table shows the first ${written(mostRows)}`,
            ),
        );
    return parts.join(" · ");
}

/** Tabs by the pattern of WAI-ARIA: arrows move between them, each panel is made when it is opened. */
function tabs(first: View, list: [View, string, () => HTMLElement][]): HTMLElement {
    const bar = make("div", {
        role: "tablist",
        class: "tabs",
        "aria-label": t("Visa svaret som", "Show the answer as"),
    });
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
        const tab = make(
            "button",
            {
                type: "button",
                role: "tab",
                id: `tab-${view}`,
                "aria-controls": "answer-panel",
                "data-view": view,
            },
            name,
        );
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
