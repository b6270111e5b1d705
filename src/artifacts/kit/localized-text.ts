import { type Computed, from, type Path } from './records/source.ts';
import { asList, textOf } from './records/value.ts';

/** `%@`, `%2$@`, `%ld`, `%%`: where values go, in texts of apps. */
const PLACE = /%(?:(\d+)\$)?(?:l{0,2}[dux]|[@sf]|(%))/g;

/**
 * A text that an app has under `key` with values from `values`. The texts of apps are not in backups, but often the key
 * is the text itself; otherwise the values follow it in parentheses.
 */
export function localizedText(key: Path, values: Path): Computed {
  return from([key, values], (text, list) => {
    const format = textOf(text);
    const known = (asList(list) ?? []).map(textOf);
    if (format === '') return known.length === 0 ? null : known.join(', ');
    if (known.length === 0) return format;
    let next = 0;
    const filled = format.replace(PLACE, (place, position?: string, percent?: string) =>
      percent === undefined ? (known[position === undefined ? next++ : Number(position) - 1] ?? place) : '%',
    );
    return filled === format ? `${format} (${known.join(', ')})` : filled;
  });
}
