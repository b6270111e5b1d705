/** A local time of front matter: `2024-05-31T12:30:00`, not quoted, so that readers know it for a time. */
class FrontTime {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Values of front matter that Obsidian and other readers of YAML know; null and empty ones are left out. */
export type FrontValue = string | number | boolean | null | FrontTime | readonly string[];

/** YAML front matter. Names of fields are plain words. */
export function frontMatter(fields: Readonly<Record<string, FrontValue>>): string {
  const lines = Object.entries(fields).flatMap(([name, value]) => {
    const text = yaml(value);
    return text === null ? [] : `${name}:${text.startsWith('\n') ? '' : ' '}${text}`;
  });
  return ['---', ...lines, '---', ''].join('\n');
}

/** The wall-clock time of a text in ISO 8601; null if it is none. */
export function frontTime(iso: string): FrontTime | null {
  const match = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.exec(iso);
  return match === null ? null : new FrontTime(match[0]);
}

function yaml(value: FrontValue): string | null {
  if (value === null || value === '') return null;
  if (value instanceof FrontTime) return value.text;
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  return value.length === 0 ? null : `\n${value.map((item) => `  - ${quoted(item)}`).join('\n')}`;
}

/** A double-quoted YAML string: JSON's, with the line ends and control characters escaped that only YAML knows. */
function quoted(text: string): string {
  return JSON.stringify(text.toWellFormed()).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
