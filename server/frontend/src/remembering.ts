// Questions that were asked in this browser, newest first; they never leave it.

export interface Asked {
    query: string;
    at: string;
    rows: number | null;
}

const key = "plangraf.asked";
const most = 50;

/** What was asked; nothing where the browser keeps nothing. */
export function asked(): Asked[] {
    try {
        const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
        return Array.isArray(kept)
            ? kept.filter((each: Asked) => typeof each.query === "string")
            : [];
    } catch {
        return [];
    }
}

/** Keep a question; the same text again only moves to the top. */
export function remember(query: string, rows: number | null): void {
    const rest = asked().filter((each) => each.query !== query);
    keep([{ query, at: new Date().toISOString(), rows }, ...rest].slice(0, most));
}

/** Forget everything. */
export const forget = (): void => keep([]);

function keep(list: Asked[]): void {
    try {
        localStorage.setItem(key, JSON.stringify(list));
    } catch {
        // Private browsing, or no room left: the history is a comfort, not a promise.
    }
}
