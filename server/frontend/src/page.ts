// What the page around a script says: its language, where the site stands, small pieces of HTML.

/** The language of the page. */
export const language: "sv" | "en" = document.documentElement.lang === "en" ? "en" : "sv";

/** One of two texts, by the language of the page. */
export const t = (sv: string, en: string): string => (language === "en" ? en : sv);

/** The address of something on this site: below the prefix, in the language of the page. */
export function address(path: string): string {
    const root = document.querySelector<HTMLElement>("[data-root]")?.dataset.root ?? "";
    return `${root}${path}${path.includes("?") ? "&" : "?"}lang=${language}`;
}

type Attributes = Record<string, string | boolean | ((event: Event) => void)>;

/** Make an element; functions become listeners, texts become text. */
export function make<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    attributes: Attributes = {},
    ...content: (Node | string)[]
): HTMLElementTagNameMap[K] {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (typeof value === "function") element.addEventListener(name, value);
        else if (value === true) element.setAttribute(name, "");
        else if (value !== false) element.setAttribute(name, value);
    }
    element.append(...content);
    return element;
}

/** What a cell says, without the identity that may stand below it. */
export function shown(cell: HTMLTableCellElement | undefined): string {
    const nodes = [...(cell?.childNodes ?? [])];
    const said = nodes.filter((node) => !(node instanceof Element && node.matches(".name")));
    return said.map((node) => node.textContent ?? "").join("").trim();
}

/** A number as the page's language writes it. */
export const written = (number: number): string => number.toLocaleString(language);

/** Offer bytes as a file. */
export function save(content: Blob, name: string): void {
    const url = URL.createObjectURL(content);
    make("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
