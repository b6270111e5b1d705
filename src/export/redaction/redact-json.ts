import type { Redactor } from './redactor.ts';
import { joinOverlaps, movedPosition, type ReplacedText, replaceMatches } from './text/match.ts';

/** Fields with a position or an address. */
const PLACE_FIELD =
  /^(?:lat|latitude|lon|lng|longitude|altitude|accuracy|radius|street|subLocality|city|zip|zipCode|postalCode|state|subAdministrativeArea|administrativeArea|place|location|locationName|address|addresses|formattedAddress|coordinates?)$/i;

/** A path of SVG: commands, each with coordinates, and nothing that could be words. */
const PATH = /^\s*[Mm]\s*[-+.]?\d[\d\s,.+-]*(?:[MLHVCSQTAmlhvcsqta]\s*[-+.]?\d[\d\s,.+-]*|[Zz]\s*)*$/;

/** How structured data is redacted. */
export interface JsonRules {
  readonly redactor: Redactor;
  readonly removesPlaces: boolean;
  /** What was replaced in the text that ranges of the data refer to; null if they refer to none. */
  readonly text: ReplacedText | null;
}

/** Structured data with every text in it redacted, names of fields included. */
export function redactJson(value: unknown, rules: JsonRules): unknown {
  const { redactor } = rules;
  if (typeof value === 'string') return redactor.value(value);
  if (typeof value === 'number') return redactNumber(value, redactor);
  if (Array.isArray(value)) return value.map((item) => redactJson(item, rules));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => {
    const isPlace = rules.removesPlaces && PLACE_FIELD.test(name) && field !== null;
    if (isPlace) redactor.countPlace();
    return [redactor.text(name), isPlace ? null : redactField(name, field, rules)];
  });
  return withMovedRange(Object.fromEntries(fields) as Record<string, unknown>, rules);
}

function redactField(name: string, field: unknown, rules: JsonRules): unknown {
  if (isPath(name, field)) return field;
  return name === 'spans' ? redactSpans(field, rules) : redactJson(field, rules);
}

/** The path of a drawing, whose coordinates look like phone numbers. */
function isPath(name: string, field: unknown): boolean {
  return name === 'd' && typeof field === 'string' && PATH.test(field);
}

/** The number, or null if its digits are a phone number to be removed. */
export function redactNumber(value: number, redactor: Redactor): number | null {
  if (!Number.isInteger(value) || value < 1e6) return value;
  return redactor.isNumber(`${value}`) ? null : value;
}

/** Ranges in a text that has become longer or shorter. */
function withMovedRange(fields: Record<string, unknown>, { text }: JsonRules): Record<string, unknown> {
  const { start, length } = fields;
  if (text === null || text.matches.length === 0) return fields;
  if (typeof start !== 'number' || typeof length !== 'number') return fields;
  const from = movedPosition(text.matches, start, 'start');
  const to = movedPosition(text.matches, start + length, 'end');
  return { ...fields, start: from, length: to - from };
}

/** Pieces of a text with different formatting: a name can begin in one and end in another. */
function redactSpans(spans: unknown, rules: JsonRules): unknown {
  if (!Array.isArray(spans) || !spans.every(isSpan)) return redactJson(spans, rules);
  const whole = spans.map(({ text }) => text).join('');
  const matches = joinOverlaps(rules.redactor.replace(whole).matches);
  let at = 0;
  return spans.map((span) => {
    const [start, end] = [at, at + span.text.length];
    at = end;
    const own = matches
      .filter((match) => match.start < end && match.end > start)
      .map((match) => ({
        start: Math.max(match.start, start) - start,
        end: Math.min(match.end, end) - start,
        // In the span in which it begins.
        label: match.start >= start ? match.label : '',
      }));
    const { text, ...rest } = span;
    return { ...(redactJson(rest, rules) as object), text: replaceMatches(text, own) };
  });
}

function isSpan(value: unknown): value is { readonly text: string } {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string';
}
