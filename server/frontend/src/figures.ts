// The charts of national figures: each can be saved as PNG too. The page is whole without this.
import { make } from "./page";
import { savePng } from "./pictures";

for (const figure of document.querySelectorAll<HTMLElement>("figure.diagram")) {
    const button = make("button", { type: "button", class: "plain" }, "PNG");
    button.addEventListener("click", () => {
        const svg = figure.querySelector<SVGSVGElement>(".drawn svg");
        if (svg) void savePng(svg, figure.dataset.name ?? "plangraf");
    });
    figure.querySelector(".downloads li")?.after(make("li", {}, button));
}
