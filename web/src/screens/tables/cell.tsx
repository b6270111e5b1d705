import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PersonView } from '../../../../src/contract/messages.ts';
import { Time } from '../../components/time.tsx';
import { formatCount, formatDecimal } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import type { TableColumn } from './table-search.ts';

/** Digits behind the point of a number that is not whole. */
const DIGITS = 5;
/** Characters of a fileID that are shown in a cell: enough to tell files apart. */
const ID_SHOWN = 12;

/** People by their handles. */
export type People = Readonly<Record<string, PersonView>>;

/** A value as its kind is read. */
export function Cell({
  column: { kind },
  value,
  isCut,
  people,
}: {
  readonly column: TableColumn;
  readonly value: unknown;
  /** Only the beginning is there. */
  readonly isCut: boolean;
  readonly people: People;
}): ReactNode {
  const t = useText();
  if (value === null) return isCut ? <span className="text-muted">{t.tables.cut}</span> : null;
  if (kind === 'time' && typeof value === 'number') return <Time at={value} />;
  if (kind === 'boolean') {
    return value === true || value === 1 ? (
      <Check size={15} aria-label={t.common.yes} className="mt-0.5 text-accent" />
    ) : (
      <Minus size={15} aria-label={t.common.no} className="mt-0.5 text-muted" />
    );
  }
  if (typeof value === 'number') {
    return kind === 'integer' ? formatCount(value) : formatDecimal(value, DIGITS);
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (kind === 'handle') {
    const person = Object.hasOwn(people, text) ? people[text] : undefined;
    return person === undefined || person.name === text ? text : <span title={text}>{person.name}</span>;
  }
  if (kind === 'file')
    return (
      <span title={text} className="font-mono text-xs">
        {text.slice(0, ID_SHOWN)}
      </span>
    );
  return kind === 'json' ? <span className="font-mono text-xs text-muted">{text}</span> : text;
}
