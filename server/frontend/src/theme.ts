// How the editor looks: the colours of the site's style sheet, which reach into the shadow tree.
import { EditorView } from "@codemirror/view";

export const theme = EditorView.theme({
    "&": {
        backgroundColor: "var(--sheet)",
        color: "var(--ink)",
        border: "1px solid var(--firm)",
        borderRadius: "2px",
        fontSize: "0.9rem",
    },
    "&.cm-focused": { outline: "3px solid var(--blue)", outlineOffset: "1px" },
    ".cm-scroller": {
        fontFamily: "var(--mono)",
        lineHeight: "1.5",
        minHeight: "16rem",
        maxHeight: "70vh",
    },
    ".cm-content": { caretColor: "var(--ink)", minHeight: "16rem" },
    ".cm-cursor": { borderLeftColor: "var(--ink)" },
    ".cm-gutters": {
        backgroundColor: "var(--paper)",
        color: "var(--quiet)",
        borderRight: "1px solid var(--line)",
        minHeight: "16rem !important",
    },
    ".cm-activeLine": { backgroundColor: "transparent" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
        { backgroundColor: "var(--blue-wash)" },
    "&.cm-focused .cm-matchingBracket": {
        backgroundColor: "var(--blue-wash)",
        outline: "1px solid var(--blue)",
    },
    "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--ochre-wash)" },
    ".cm-tooltip": {
        backgroundColor: "var(--sheet)",
        color: "var(--ink)",
        border: "1px solid var(--firm)",
        boxShadow: "0 4px 14px rgb(0 0 0 / 18%)",
    },
    ".cm-tooltip.cm-tooltip-autocomplete > ul": {
        fontFamily: "var(--mono)",
        maxHeight: "18rem",
        maxWidth: "min(44rem, 90vw)",
    },
    ".cm-tooltip-autocomplete > ul > li": { padding: "0.2rem 0.5rem" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
        backgroundColor: "var(--blue)",
        color: "var(--paper)",
    },
    ".cm-completionDetail": {
        fontFamily: "var(--sans)",
        fontStyle: "normal",
        opacity: "0.9",
        marginLeft: "1em",
    },
    ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
    ".cm-completionInfo": {
        fontFamily: "var(--sans)",
        maxWidth: "22rem",
        padding: "0.4rem 0.6rem",
    },
    ".cm-diagnostic": {
        fontFamily: "var(--sans)",
        borderLeft: "4px solid var(--ochre)",
        padding: "0.3rem 0.6rem",
    },
    ".cm-diagnosticAction": {
        backgroundColor: "var(--blue)",
        color: "var(--paper)",
        borderRadius: "2px",
        padding: "0.15rem 0.6rem",
    },
    ".cm-lintRange-error, .cm-lintRange-warning": {
        backgroundImage: "none",
        textDecoration: "underline wavy var(--ochre) 1.5px",
        textUnderlineOffset: "3px",
    },
    ".cm-panels": { backgroundColor: "var(--paper)", color: "var(--ink)" },
    ".cm-lint-marker-error, .cm-lint-marker-warning": {
        content: "none",
        width: "0.8em",
        height: "0.8em",
        borderRadius: "50%",
        backgroundColor: "var(--ochre)",
        marginTop: "0.35em",
    },
});
