// Links that open a query in the editor, in the form that YASGUI gave them, and WDQS's comments.

export interface Linked {
    query: string;
    endpoint: string;
    view: string;
}

/** Read `#query=…&endpoint=…&outputFormat=…` of an address; nothing without a query. */
export function readLink(hash: string): Linked | undefined {
    const parts = new URLSearchParams(hash.replace(/^#/, ""));
    const query = parts.get("query");
    if (!query) return undefined;
    return { query, endpoint: parts.get("endpoint") ?? "", view: parts.get("outputFormat") ?? "" };
}

/** Write the link of a query at this page. */
export function writeLink(query: string, endpoint: string): string {
    const parts = { query, endpoint, requestMethod: "POST", outputFormat: "table" };
    return `#${Object.entries(parts)
        .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
        .join("&")}`;
}

/** What `#defaultView:BarChart` and `#title:…` in a query ask for. */
export function readComments(query: string): { view: string; title: string } {
    const find = (name: string): string =>
        new RegExp(`^#\\s*${name}:\\s*(.+)$`, "mi").exec(query)?.[1]?.trim() ?? "";
    return { view: find("defaultView"), title: find("title") };
}
