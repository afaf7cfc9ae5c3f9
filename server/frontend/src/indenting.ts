// How far a new line is indented: two spaces for every group that is open above it.
import { indentService } from "@codemirror/language";
import { tokens } from "./tokens";

export const indenting = indentService.of((context, pos) => {
    const doc = context.state.doc;
    const before = tokens(doc.sliceString(0, pos));
    const open =
        before.filter((each) => each.text === "{").length -
        before.filter((each) => each.text === "}").length;
    const closes = /^\s*}/.test(doc.lineAt(pos).text.slice(pos - doc.lineAt(pos).from));
    return 2 * Math.max(0, open - (closes ? 1 : 0));
});
