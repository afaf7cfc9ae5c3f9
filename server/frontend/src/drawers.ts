// Beside the editor: examples, which are the saved queries, and what was asked in this browser before.
import { language, make, t } from "./page";
import { asked, forget } from "./remembering";
import { fetchExamples } from "./vocabulary";

type Put = (query: string) => void;

function item(put: Put, text: string, under: string, query: string): HTMLElement {
    const choose = make("button", { type: "button", class: "plain" }, text);
    choose.addEventListener("click", () => put(query));
    return make("li", {}, choose, under ? make("span", { class: "under" }, ` ${under}`) : "");
}

/** The saved queries in their groups, fetched when they are opened. */
export function examples(put: Put): HTMLElement {
    const drawer = make("details", {}, make("summary", {}, t("Exempel", "Examples")));
    const fill = async (): Promise<void> => {
        for (const group of await fetchExamples()) {
            const list = group.queries.map((each) =>
                item(put, each.title, each.sentence, each.query),
            );
            drawer.append(make("h2", {}, group.title), make("ul", {}, ...list));
        }
    };
    drawer.addEventListener("toggle", () => void fill(), { once: true });
    return drawer;
}

/** What was asked before; `list` is called when there is more. */
export function earlierQueries(put: Put): { drawer: HTMLElement; list: () => void } {
    const drawer = make("details");
    const note = t(
        "De ligger i din webbläsare och skickas ingenstans.",
        "They stay in your browser and are sent nowhere.",
    );
    const list = (): void => {
        const all = asked();
        const clear = make(
            "button",
            { type: "button", class: "plain" },
            t("Glöm alla", "Forget all"),
        );
        clear.addEventListener("click", () => {
            forget();
            list();
        });
        drawer.replaceChildren(
            make("summary", {}, `${t("Tidigare frågor", "Earlier queries")} (${all.length})`),
            make("p", { class: "note" }, note),
            make(
                "ul",
                {},
                ...all.map((each) => item(put, firstLine(each.query), when(each.at), each.query)),
            ),
            ...(all.length ? [clear] : []),
        );
    };
    list();
    return { drawer, list };
}

const when = (at: string): string => new Date(at).toLocaleString(language);

/** The first line that says something of its own. */
function firstLine(query: string): string {
    const lines = query
        .split("\n")
        .filter((line) => line.trim() && !/^\s*(PREFIX|BASE|#)/i.test(line));
    return (lines[0] ?? query).trim().slice(0, 80);
}
