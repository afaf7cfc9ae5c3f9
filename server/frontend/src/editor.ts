// The editor on /sparql: takes the plain form's place, and leaves it where it is when something fails.
//
// CodeMirror stands in a shadow tree, where it may adopt its style sheets: the site's policy refuses
// `<style>` elements in the page itself.
import {
    autocompletion,
    closeBrackets,
    closeBracketsKeymap,
    completionKeymap,
    startCompletion,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import {
    bracketMatching,
    HighlightStyle,
    StreamLanguage,
    syntaxHighlighting,
} from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import {
    drawSelection,
    EditorView,
    highlightActiveLine,
    keymap,
    lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { ask, namesOf } from "./answers";
import { checks, diagnostics, type Problem } from "./checking";
import { completions } from "./completing";
import { earlierQueries, examples } from "./drawers";
import { indenting } from "./indenting";
import { readComments, readLink, writeLink } from "./linking";
import { language, make, t } from "./page";
import { remember } from "./remembering";
import { show } from "./results";
import { theme } from "./theme";
import { fetchVocabulary } from "./vocabulary";

const colours = HighlightStyle.define([
    { tag: tags.keyword, color: "var(--blue)", fontWeight: "600" },
    {
        tag: [tags.operatorKeyword, tags.standard(tags.variableName), tags.operator],
        color: "var(--blue)",
    },
    { tag: [tags.local(tags.variableName), tags.variableName], color: "var(--ochre)" },
    { tag: [tags.string, tags.number], color: "var(--green)" },
    { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
    { tag: tags.atom, color: "var(--ink)" },
    { tag: tags.meta, color: "var(--quiet)" },
]);

const swedish = EditorState.phrases.of({
    Completions: "Förslag",
    Diagnostics: "Anmärkningar",
    "No diagnostics": "Inga anmärkningar",
    close: "stäng",
    "current match": "nu",
});

function start(form: HTMLFormElement, field: HTMLTextAreaElement): void {
    const root = form.dataset.root ?? "";
    let prefixes: Record<string, string> = {};
    let view = "";
    let running: AbortController | undefined;
    const section = document.querySelector<HTMLElement>("#answer-here") ?? make("section", {});
    const said = make("p", { class: "said", role: "status" });
    const completing = new Compartment();
    const host = make("div", { class: "code" });
    const shadow = host.attachShadow({ mode: "open" });
    const label = form.querySelector("label")?.textContent ?? t("Fråga", "Query");

    const told = (problem: Problem | undefined): void => {
        said.textContent = problem?.message ?? "";
    };
    const run = (): boolean => {
        void asking();
        return true;
    };
    const editor = new EditorView({
        root: shadow,
        parent: shadow,
        state: EditorState.create({
            doc: field.value,
            extensions: [
                lineNumbers(),
                lintGutter(),
                history(),
                drawSelection(),
                highlightActiveLine(),
                bracketMatching(),
                closeBrackets(),
                EditorView.lineWrapping,
                indenting,
                StreamLanguage.define(sparql),
                syntaxHighlighting(colours),
                theme,
                language === "sv" ? swedish : [],
                EditorView.contentAttributes.of({
                    "aria-label": label,
                    spellcheck: "false",
                    autocapitalize: "off",
                }),
                completing.of([]),
                checks(told),
                keymap.of([
                    { key: "Mod-Enter", run },
                    ...closeBracketsKeymap,
                    ...completionKeymap,
                    ...lintKeymap,
                    ...historyKeymap,
                    ...defaultKeymap,
                ]),
                EditorView.updateListener.of((update) => {
                    if (update.docChanged) field.value = update.state.doc.toString();
                }),
            ],
        }),
    });

    async function asking(): Promise<void> {
        const query = editor.state.doc.toString();
        running?.abort();
        running = new AbortController();
        button.setAttribute("aria-busy", "true");
        const { signal } = running;
        const answer = await ask(query, signal);
        const names = await namesOf(answer, signal);
        if (signal.aborted) return;
        button.removeAttribute("aria-busy");
        const comments = readComments(query);
        show(section, answer, { root, prefixes, names }, view || comments.view, comments.title);
        view = "";
        if (answer.problem) {
            told(answer.problem);
            editor.dispatch(
                setDiagnostics(
                    editor.state,
                    diagnostics(editor.state.doc, { problem: answer.problem, unknown: [] }),
                ),
            );
            return;
        }
        told(undefined);
        remember(query, answer.kind === "rows" ? answer.rows.length : null);
        earlier.list();
    }

    const put = (query: string): void => {
        editor.dispatch({
            changes: { from: 0, to: editor.state.doc.length, insert: query },
            selection: { anchor: 0 },
        });
        editor.focus();
    };
    const earlier = earlierQueries(put);
    const button =
        form.querySelector<HTMLButtonElement>("button[type=submit]") ??
        make("button", { type: "submit" });
    button.title = "Ctrl + Enter";
    const suggest = make("button", { type: "button", class: "second" }, t("Förslag", "Suggest"));
    suggest.title = `Ctrl + ${t("blanksteg", "space")}`;
    suggest.addEventListener("click", () => {
        editor.focus();
        startCompletion(editor);
    });
    const share = make(
        "button",
        { type: "button", class: "second" },
        t("Kopiera länk", "Copy link"),
    );
    share.addEventListener("click", () => {
        const endpoint = new URL(`${root}/sparql`, location.href).href;
        setHash(writeLink(editor.state.doc.toString(), endpoint));
        void navigator.clipboard?.writeText(location.href).then(
            () => (said.textContent = t("Länken är kopierad.", "The link has been copied.")),
            () =>
                (said.textContent = t(
                    "Länken står i adressfältet.",
                    "The link is in the address bar.",
                )),
        );
    });
    const setHash = (hash: string): void =>
        window.history.replaceState(
            null,
            "",
            `${location.pathname}${language === "en" ? "?lang=en" : ""}${hash}`,
        );

    form.addEventListener("submit", (event) => {
        event.preventDefault();
        run();
    });
    field.hidden = true;
    form.querySelector("label")?.removeAttribute("for");
    field.before(host);
    button.before(said);
    const tools = make("div", { class: "tools" });
    button.before(tools);
    tools.append(button, suggest, share);
    form.after(make("div", { class: "drawers" }, examples(put), earlier.drawer));

    function opened(): void {
        const link = readLink(location.hash);
        if (!link) return;
        view = link.view;
        put(link.query);
        if (link.endpoint && new URL(link.endpoint, location.href).origin !== location.origin) {
            said.textContent = t(
                `Länken gällde ${link.endpoint}; här ställs frågan till den här servern.`,
                `The link was for ${link.endpoint}; here the query goes to this server.`,
            );
        }
    }
    opened();
    window.addEventListener("hashchange", opened);
    void fetchVocabulary().then((vocabulary) => {
        prefixes = vocabulary.prefixes;
        const source = completions(vocabulary);
        editor.dispatch({
            effects: completing.reconfigure(
                autocompletion({ override: [source], icons: false, activateOnTypingDelay: 80 }),
            ),
        });
        host.dataset.ready = "true";
    });
}

const form = document.querySelector<HTMLFormElement>("form.editor");
const field = form?.querySelector<HTMLTextAreaElement>("textarea");
if (form && field) start(form, field);
