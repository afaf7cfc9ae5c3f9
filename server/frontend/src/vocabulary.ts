// The words of the project, as the site serves them: terms, what the shapes say of each class, and
// the values that a property may have.
import { address } from "./page";

export interface Term {
    name: string;
    label: string;
    definition: string;
}
export interface Use {
    property: string;
    label: string;
    need: "must" | "should" | "may";
    values?: string;
}
export interface Value {
    iri: string;
    label: string;
}
export interface Vocabulary {
    prefixes: Record<string, string>;
    classes: Term[];
    properties: Term[];
    uses: Record<string, Use[]>;
    values: Record<string, Value[]>;
}
export interface Example {
    name: string;
    title: string;
    sentence: string;
    query: string;
}
export interface Group {
    title: string;
    queries: Example[];
}

const empty: Vocabulary = { prefixes: {}, classes: [], properties: [], uses: {}, values: {} };

async function fetched<T>(path: string, otherwise: T): Promise<T> {
    try {
        const response = await fetch(address(path), { headers: { Accept: "application/json" } });
        return response.ok ? ((await response.json()) as T) : otherwise;
    } catch {
        return otherwise;
    }
}

export const fetchVocabulary = (): Promise<Vocabulary> => fetched("/editor/vocabulary.json", empty);
export const fetchExamples = (): Promise<Group[]> => fetched<Group[]>("/editor/examples.json", []);
