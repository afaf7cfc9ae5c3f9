// Checks anew while the text is being changed, and at once when a file is chosen: asks the server for
// the page it would answer with, and puts that page's outcome in the place of the old one.

const PATIENCE = 700;
const MOST_TYPED = 300_000;

const form = document.querySelector<HTMLFormElement>("#checking");
const outcome = document.querySelector<HTMLElement>("#outcome");

if (form && outcome) {
    const field = <T extends HTMLElement>(name: string): T => form.elements.namedItem(name) as unknown as T;
    const file = field<HTMLInputElement>("file");
    const text = field<HTMLTextAreaElement>("text");
    let running: AbortController | undefined;
    let timer: number | undefined;

    const check = async (): Promise<boolean> => {
        running?.abort();
        const mine = (running = new AbortController());
        outcome.setAttribute("aria-busy", "true");
        try {
            const answer = await fetch(form.action, {
                method: "POST",
                body: new FormData(form),
                headers: { Accept: "text/html" },
                signal: mine.signal,
            });
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            const found = page.querySelector("#outcome");
            if (!found) return false;
            outcome.replaceChildren(...found.childNodes);
            return true;
        } catch (error) {
            return error instanceof DOMException && error.name === "AbortError";
        } finally {
            if (running === mine) outcome.removeAttribute("aria-busy");
        }
    };

    const later = (): void => {
        window.clearTimeout(timer);
        const something = file.files?.length || text.value.trim();
        if (something && text.value.length <= MOST_TYPED) timer = window.setTimeout(() => void check(), PATIENCE);
    };

    // What was typed last is meant: a file chosen before would hide it.
    text.addEventListener("input", () => {
        file.value = "";
        later();
    });
    for (const name of ["file", "syntax", "profile", "shapes"]) {
        field<HTMLInputElement>(name).addEventListener("change", later);
    }
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        window.clearTimeout(timer);
        void check().then((done) => {
            if (!done) form.submit();
            else outcome.scrollIntoView({ block: "start" });
        });
    });
}
