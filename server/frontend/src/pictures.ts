// A drawn chart as a file: SVG with the colours it has on the page, or PNG at twice its size.
import { save } from "./page";

const properties = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "font-size",
    "font-family",
    "text-anchor",
];

/** Return a copy that looks the same without the page's style sheets. */
function standalone(svg: SVGSVGElement): { text: string; width: number; height: number } {
    const copy = svg.cloneNode(true) as SVGSVGElement;
    const { width, height } = svg.viewBox.baseVal;
    const originals = [svg, ...svg.querySelectorAll<SVGElement>("*")];
    [copy, ...copy.querySelectorAll<SVGElement>("*")].forEach((element, n) => {
        const original = originals[n];
        if (!original || element.localName === "title" || element.localName === "desc") return;
        const style = getComputedStyle(original);
        for (const property of properties) {
            const value = style.getPropertyValue(property);
            if (value && value !== "none") element.setAttribute(property, value);
        }
        if (style.getPropertyValue("fill") === "none") element.setAttribute("fill", "none");
        element.removeAttribute("class");
    });
    const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    ground.setAttribute("width", "100%");
    ground.setAttribute("height", "100%");
    ground.setAttribute("fill", getComputedStyle(document.documentElement).backgroundColor);
    copy.prepend(ground);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", String(width));
    copy.setAttribute("height", String(height));
    return { text: new XMLSerializer().serializeToString(copy), width, height };
}

/** Save the chart as SVG. */
export function saveSvg(svg: SVGSVGElement, name: string): void {
    save(new Blob([standalone(svg).text], { type: "image/svg+xml" }), `${name}.svg`);
}

/** Save the chart as PNG. */
export async function savePng(svg: SVGSVGElement, name: string): Promise<void> {
    const { text, width, height } = standalone(svg);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * 2;
    canvas.height = height * 2;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => blob && save(blob, `${name}.png`), "image/png");
}
